import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import {
  Line,
  Quiet,
  RelativeTime,
  SectionCard,
  Stack,
  StateChip,
  Strong,
} from '@towpath/ui';
import { WhatDiffers } from '../plan/WhatDiffers';
import { DriftActions } from '../shared/DriftActions';
import { LookLog } from './LookLog';

/** That a stack is not as Terraform made it, or that nobody knows: why, and the ways out. */
export function DriftNotice({ detail }: { detail: StackDetail }) {
  const { drift } = detail.stack;
  if (drift.status === 'in-sync') return null;
  if (drift.status === 'unknown') return <Unknown detail={detail} />;
  const { since } = drift;
  return (
    <SectionCard
      title="Changed outside of Terraform"
      note={
        since && (
          <>
            first seen <RelativeTime at={since} />
          </>
        )
      }
      padded
    >
      <Stack>
        <WhatDiffers drift={drift} />
        <DriftActions detail={detail} />
        <LookedAt detail={detail} />
      </Stack>
    </SectionCard>
  );
}

function Unknown({ detail }: { detail: StackDetail }) {
  const { drift } = detail.stack;
  return (
    <Line state={<StateChip state="sync-unknown" label="drift not known" />}>
      <Strong>{drift.why ?? 'Nobody has looked yet.'}</Strong>
      <LookedAt detail={detail} />
    </Line>
  );
}

function LookedAt({ detail }: { detail: StackDetail }) {
  const { at, run } = detail.stack.drift;
  return (
    <>
      {at && (
        <Quiet component="span">
          looked at <RelativeTime at={at} />
        </Quiet>
      )}
      {run && <LookLog run={run} />}
    </>
  );
}
