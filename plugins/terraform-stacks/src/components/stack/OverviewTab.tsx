import { RunList } from '@towpath/plugin-runs-react';
import {
  TERRAFORM_STACKS_RUNS,
  type StackDetail,
} from '@towpath/plugin-terraform-stacks-common';
import { Answer, SectionCard, Sides, Stack } from '@towpath/ui';
import { useOutputs } from '../../queries/useStackParts';
import { OutputList } from '../shared/OutputList';
import { DriftNotice } from './DriftNotice';
import { MadeOf } from './MadeOf';

/** What differs, what ran, what comes out, and what it is made of. */
export function OverviewTab({ detail }: { detail: StackDetail }) {
  const { key } = detail.stack;
  return (
    <>
      <DriftNotice detail={detail} />
      <Sides>
        <RunList
          title="Runs"
          kind={TERRAFORM_STACKS_RUNS}
          subject={`stack:default/${key}`}
          nothing="Nothing was planned on it yet."
        />
        <Stack>
          <Outputs stack={key} />
          <MadeOf detail={detail} />
        </Stack>
      </Sides>
    </>
  );
}

function Outputs({ stack }: { stack: string }) {
  const asked = useOutputs(stack);
  return (
    <SectionCard title="Outputs" padded>
      <Answer asked={asked} failure="The outputs cannot be shown" rows={2}>
        {outputs => (
          <OutputList outputs={outputs} empty="It gives nothing out." />
        )}
      </Answer>
    </SectionCard>
  );
}
