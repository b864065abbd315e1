import type { ReactNode } from 'react';
import { Difference } from '../Difference/Difference';
import { Line } from '../layout/Line';
import { Quiet } from '../layout/Quiet';
import { Row, Rows } from '../layout/Rows';
import { Strong } from '../layout/Strong';
import { StateChip } from '../StateChip/StateChip';
import { Cost } from './Cost';
import type { PlannedItem } from './planned';
import { ACTION_WORDS, byWeight } from './plannedWords';

/** What {@link PlannedRows} needs. */
export interface PlannedRowsProps<Item extends PlannedItem> {
  resources: Item[];
  /** Said where there are none. */
  empty: string;
  /** How a type is shown, such as with a link; as text when left out. */
  typeOf?: (resource: Item) => ReactNode;
  /** What else there is to know of one. */
  children?: (resource: Item) => ReactNode;
}

/** What becomes of each resource, with the values that change. */
export function PlannedRows<Item extends PlannedItem>({
  resources,
  empty,
  typeOf,
  children,
}: PlannedRowsProps<Item>) {
  return (
    <Rows label="Resources" empty={empty}>
      {byWeight(resources).map(resource => (
        <PlannedRow
          key={resource.uid}
          resource={resource}
          type={
            typeOf?.(resource) ?? (
              <Quiet component="span">{resource.type}</Quiet>
            )
          }
        >
          {children?.(resource)}
        </PlannedRow>
      ))}
    </Rows>
  );
}

function PlannedRow(props: {
  resource: PlannedItem;
  type: ReactNode;
  children?: ReactNode;
}) {
  const { name, action, changes, notes, cost } = props.resource;
  return (
    <Row>
      <Line
        state={<StateChip state={action} label={ACTION_WORDS[action]} />}
        end={<Cost of={cost} />}
      >
        <Strong>{name}</Strong>
        {props.type}
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
      {props.children}
      {notes.map(note => (
        <Quiet key={note}>{note}</Quiet>
      ))}
    </Row>
  );
}
