import type { ApprovalRule } from '@towpath/workflow';
import type { RequiredApproval } from './Judgement';

/** Who asks never approves. */
export function toRules(approvals: RequiredApproval[]): ApprovalRule[] {
  return approvals.map(({ id, groups, count }) => ({
    id,
    count,
    by: groups,
    fourEyes: true,
  }));
}
