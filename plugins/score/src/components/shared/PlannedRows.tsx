import type { ReactNode } from 'react';
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

/** What {@link PlannedRows} needs. */
export interface PlannedRowsProps {
  resources: PlannedResource[];
  /** What else there is to know of one. */
  children?: (resource: PlannedResource) => ReactNode;
}

/** What becomes of each resource of a workload, with the values that change. */
export function PlannedRows({ resources, children }: PlannedRowsProps) {
  return (
    <Rows label="Resources" empty="The workload asks for no resources.">
      {byWeight(resources).map(resource => (
        <PlannedRow key={resource.uid} resource={resource}>
          {children}
        </PlannedRow>
      ))}
    </Rows>
  );
}

function PlannedRow({
  resource,
  children,
}: Pick<PlannedRowsProps, 'children'> & { resource: PlannedResource }) {
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
      {children?.(resource)}
      {notes.map(note => (
        <Quiet key={note}>{note}</Quiet>
      ))}
    </Row>
  );
}
