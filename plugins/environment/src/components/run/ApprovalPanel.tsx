import type { Promotion } from '@towpath/plugin-environment-common';
import { SectionCard, Stack } from '@towpath/ui';
import { ApprovalForm } from '../approvals/ApprovalForm';
import { ApprovalsNeeded } from '../approvals/ApprovalsNeeded';

/** What a promotion needs from whom, while it needs it. */
export function ApprovalPanel({ promotion }: { promotion: Promotion }) {
  if (promotion.status !== 'awaiting-approval') return null;
  return (
    <SectionCard title="Approval" padded>
      <Stack>
        <ApprovalsNeeded promotion={promotion} />
        <ApprovalForm promotion={promotion} />
      </Stack>
    </SectionCard>
  );
}
