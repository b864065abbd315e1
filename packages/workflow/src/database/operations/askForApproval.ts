import { isApproved } from '../../approvals/isApproved';
import type { ApprovalRule } from '../../types';
import type { ApprovalJson, RunRow } from '../rows';
import type { Work } from '../Work';
import { appendLines } from './appendLines';
import { handOverLock } from './handOverLock';
import { queueRun } from './queueRun';
import { updateRun } from './updateRun';

/** Asks for approval of something new: what was decided before is void, and the lock goes on. The key is held. */
export async function askForApproval(
  work: Work,
  row: RunRow,
  ask: { digest: string; required: ApprovalRule[]; reason: string },
): Promise<RunRow> {
  const approval = renew(row.approval, ask);
  const reason = work.services.scrubber.scrub(ask.reason);
  const asking = await updateRun(work, row, {
    status: 'awaiting-approval',
    approval,
    reason,
    state: row.state,
    steps: row.steps,
    claim: null,
    lease_until: null,
    step_attempt: 0,
    step_started_at: null,
  });
  await appendLines(work, asking, [
    { level: 'info', message: `Approval is asked for: ${reason}` },
  ]);
  await handOverLock(work, asking);
  work.changed(asking, 'status');
  return isApproved(approval) ? queueRun(work, asking) : asking;
}

function renew(
  earlier: ApprovalJson | null,
  { digest, required }: { digest: string; required: ApprovalRule[] },
): ApprovalJson {
  const decisions = (earlier?.decisions ?? []).map(each => ({
    ...each,
    void: true,
  }));
  return { digest, required, decisions };
}
