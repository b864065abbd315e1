import type { Consideration } from '@towpath/plugin-score-common';
import { Line, Quiet, Row, Rows, StateChip, Strong } from '@towpath/ui';

/** What {@link Considered} needs. */
export interface ConsideredProps {
  /** Name of the definition that provides it; undefined where none does. */
  chosen?: string;
  considered: Consideration[];
}

/** Each definition of a type, and why it provides something in a place, or does not. */
export function Considered({ chosen, considered }: ConsideredProps) {
  return (
    <Rows label="Definitions" empty="There is no definition of this type.">
      {considered.map(({ definition, why }) => (
        <Row key={definition} dense>
          <Line
            state={
              definition === chosen ? (
                <StateChip state="done" label="provides it" />
              ) : (
                <StateChip state="skipped" label="passed over" />
              )
            }
          >
            <Strong>{definition}</Strong>
            <Quiet component="span">{why}</Quiet>
          </Line>
        </Row>
      ))}
    </Rows>
  );
}
