import type { StackSummary } from '@towpath/plugin-terraform-stacks-common';
import { Line, Quiet, RelativeTime, Row, Strong } from '@towpath/ui';
import { DriftChip } from '../shared/DriftChip';
import { OfAndIn } from '../shared/OfAndIn';
import { StackLink } from '../shared/StackLink';

/** A stack of which nobody knows whether it drifted, and why. */
export function UnknownRow({ stack }: { stack: StackSummary }) {
  const { key, drift } = stack;
  return (
    <Row>
      <Line
        state={<DriftChip drift={drift} />}
        end={drift.at && <RelativeTime at={drift.at} />}
      >
        <Strong>
          <StackLink of={key} />
        </Strong>
        <OfAndIn stack={stack} />
      </Line>
      <Quiet>{drift.why ?? 'Nobody has looked yet.'}</Quiet>
    </Row>
  );
}
