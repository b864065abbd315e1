import type { Run } from '@towpath/plugin-runs-common';
import { SectionCard, Stack } from '@towpath/ui';
import { ApprovalForm } from '../decision/ApprovalForm';
import { ApprovalsNeeded } from '../decision/ApprovalsNeeded';

/** What a run needs from whom, while it needs it. */
export function ApprovalPanel({ run }: { run: Run }) {
  if (run.status !== 'awaiting-approval') return null;
  return (
    <SectionCard title="Approval" padded>
      <Stack>
        <ApprovalsNeeded run={run} />
        <ApprovalForm run={run} />
      </Stack>
    </SectionCard>
  );
}
