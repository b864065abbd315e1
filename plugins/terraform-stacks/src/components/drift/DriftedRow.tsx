import Button from '@material-ui/core/Button';
import type { StackSummary } from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  Line,
  Quiet,
  RelativeTime,
  Row,
  Stack,
  Strong,
} from '@towpath/ui';
import { useState } from 'react';
import { useStack } from '../../queries/useStack';
import { DriftList } from '../plan/DriftList';
import { DriftActions } from '../shared/DriftActions';
import { DriftChip } from '../shared/DriftChip';
import { OfAndIn } from '../shared/OfAndIn';
import { StackLink } from '../shared/StackLink';

/** A stack that drifted: since when and what; opened, what differs and the ways out. */
export function DriftedRow({ stack }: { stack: StackSummary }) {
  const [isOpen, setOpen] = useState(false);
  const { key, drift } = stack;
  const { since, changes = [] } = drift;
  return (
    <Row>
      <Line
        state={<DriftChip drift={drift} />}
        end={
          <Button
            size="small"
            variant="outlined"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'See and mend'} ${key}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Close' : 'See and mend'}
          </Button>
        }
      >
        <Strong>
          <StackLink of={key} />
        </Strong>
        <OfAndIn stack={stack} />
        {since && (
          <Quiet component="span">
            first seen <RelativeTime at={since} />
          </Quiet>
        )}
      </Line>
      <Quiet>{whatChanged(changes)}</Quiet>
      {isOpen && <Opened stack={stack} />}
    </Row>
  );
}

/** So many are named; how many there are is said of the rest. */
const NAMED = 3;

function whatChanged(changes: { address: string }[]): string {
  const named = changes.slice(0, NAMED).map(({ address }) => address);
  const more = changes.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Opened({ stack }: { stack: StackSummary }) {
  const asked = useStack(stack.key);
  return (
    <Stack>
      <DriftList changes={stack.drift.changes ?? []} />
      <Answer asked={asked} failure="What can be done is not known" rows={1}>
        {detail => <DriftActions detail={detail} />}
      </Answer>
    </Stack>
  );
}
