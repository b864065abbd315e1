import type { PlannedResource } from '@towpath/plugin-score-common';
import {
  Difference,
  Line,
  Quiet,
  Row,
  Rows,
  StateChip,
  Strong,
} from '@towpath/ui';
import { ACTION_WORDS, byWeight } from '../../lib/planWords';
import { Cost } from './Cost';
import { TypeName } from './TypeName';

/** What becomes of each resource of a workload, with the values that change. */
export function PlannedRows({ resources }: { resources: PlannedResource[] }) {
  return (
    <Rows label="Resources" empty="The workload asks for no resources.">
      {byWeight(resources).map(resource => (
        <PlannedRow key={resource.uid} resource={resource} />
      ))}
    </Rows>
  );
}

function PlannedRow({ resource }: { resource: PlannedResource }) {
  const { name, action, changes, notes, cost } = resource;
  return (
    <Row>
      <Line
        state={<StateChip state={action} label={ACTION_WORDS[action]} />}
        end={<Cost of={cost} />}
      >
        <Strong>{name}</Strong>
        <TypeName of={resource} />
      </Line>
      {changes.length > 0 && (
        <Difference
          label={`What changes of ${name}`}
          items={changes.map(({ field, ...values }) => ({
            name: field,
            ...values,
          }))}
        />
      )}
      {notes.map(note => (
        <Quiet key={note}>{note}</Quiet>
      ))}
    </Row>
  );
}
