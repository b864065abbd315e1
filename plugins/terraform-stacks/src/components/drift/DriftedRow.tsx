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
import { WhatDiffers } from '../plan/WhatDiffers';
import { DriftActions } from '../shared/DriftActions';
import { DriftChip } from '../shared/DriftChip';
import { OfAndIn } from '../shared/OfAndIn';
import { StackLink } from '../shared/StackLink';

/** A stack that drifted: since when and what; opened, what differs and the ways out. */
export function DriftedRow({ stack }: { stack: StackSummary }) {
  const [isOpen, setOpen] = useState(false);
  const { key, drift } = stack;
  const { since, why } = drift;
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
      {why && <Quiet>{why}</Quiet>}
      {isOpen && <Opened stack={stack} />}
    </Row>
  );
}

/** What differs is in no list: it may be long, and is asked for by who wants to see it. */
function Opened({ stack }: { stack: StackSummary }) {
  const asked = useStack(stack.key);
  return (
    <Answer asked={asked} failure="What differs is not known" rows={3}>
      {detail => (
        <Stack>
          <WhatDiffers drift={detail.stack.drift} />
          <DriftActions detail={detail} />
        </Stack>
      )}
    </Answer>
  );
}
