import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { isApproved } from '../../approvals/isApproved';
import type { Decision } from '../../types';
import type { ApprovalJson, DecisionJson, RunRow } from '../rows';
import type { Work } from '../Work';
import { appendLines } from './appendLines';
import { endRun } from './endRun';
import { queueRun } from './queueRun';
import { holdRun } from './readRun';
import { updateRun } from './updateRun';

/**
 * Records what a person decided. One rejection ends the run; it is queued when every rule is satisfied.
 *
 * @throws ConflictError when the run awaits no approval, or something else was shown to the person.
 * @throws NotAllowedError when the requester approves where somebody else has to.
 * @throws InputError for a rule that nobody asked for.
 */
export async function decideRun(
  work: Work,
  runId: string,
  decision: Decision,
): Promise<RunRow> {
  const { leased: _, ...row } = await holdRun(work, runId);
  const asked = readAsked(row, decision);
  const rules = readRules(row, asked, decision);
  const approval = withDecision(asked, toJson(work, decision, rules));
  const decided = await updateRun(work, row, { approval });
  await appendLines(work, decided, [describe(decision)]);
  if (decision.verdict === 'rejected') {
    const why = decision.comment ? `: ${decision.comment}` : '';
    const reason = `Rejected by ${decision.by}${why}`;
    return endRun(work, decided, { status: 'rejected', reason });
  }
  work.changed(decided, 'status');
  return isApproved(approval) ? queueRun(work, decided) : decided;
}

function readAsked(row: RunRow, { digest }: Decision): ApprovalJson {
  if (row.status !== 'awaiting-approval' || !row.approval) {
    throw new ConflictError(
      `Run "${row.id}" awaits no approval: it is ${row.status}`,
    );
  }
  if (row.approval.digest === digest) return row.approval;
  throw new ConflictError(
    `What run "${row.id}" asks for has changed since it was shown. Look at it again, then decide`,
  );
}

function readRules(
  row: RunRow,
  { required }: ApprovalJson,
  { rules, verdict, by }: Decision,
): string[] {
  const known = required.map(({ id }) => id);
  const strange = rules.find(rule => !known.includes(rule));
  if (strange !== undefined || rules.length === 0) {
    throw new InputError(
      `rules of a decision must name some of ${known.join(', ')}, not "${
        strange ?? ''
      }"`,
    );
  }
  if (verdict === 'rejected' || by !== row.requested_by) return rules;
  const open = required.filter(({ id, fourEyes }) => {
    return rules.includes(id) && !fourEyes;
  });
  if (open.length > 0) return open.map(({ id }) => id);
  throw new NotAllowedError(
    `${by} requested run "${row.id}", so somebody else has to approve it`,
  );
}

/** A person who approves again adds rules, and counts once under each. */
function withDecision(
  asked: ApprovalJson,
  decision: DecisionJson,
): ApprovalJson {
  return { ...asked, decisions: [...asked.decisions, decision] };
}

function toJson(
  work: Work,
  { by, verdict, digest, comment }: Decision,
  rules: string[],
): DecisionJson {
  const clean = comment && work.services.scrubber.scrub(comment);
  const at = work.now().toISOString();
  return { by, verdict, digest, rules, comment: clean, at, void: false };
}

function describe({ verdict, by, comment }: Decision) {
  const word = verdict === 'approved' ? 'Approved' : 'Rejected';
  const message = `${word} by ${by}${comment ? `: ${comment}` : ''}`;
  return { level: 'info' as const, message };
}
