import type { Promotion } from '@towpath/plugin-environment-common';
import { SectionCard } from '@towpath/ui';
import { ApprovalForm } from '../approvals/ApprovalForm';
import { useCalmStyles } from '../shared/useCalmStyles';
import { ApprovalsNeeded } from '../approvals/ApprovalsNeeded';

/** What a promotion needs from whom, while it needs it. */
export function ApprovalPanel({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  if (promotion.status !== 'awaiting-approval') return null;
  return (
    <SectionCard title="Approval">
      <div className={`${classes.body} ${classes.stack}`}>
        <ApprovalsNeeded promotion={promotion} />
        <ApprovalForm promotion={promotion} />
      </div>
    </SectionCard>
  );
}
