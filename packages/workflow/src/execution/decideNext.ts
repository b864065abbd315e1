import { Duration } from 'luxon';
import type { RunRow } from '../database/rows';
import type { RunPlan } from '../kinds/RunPlan';
import type { ApprovalRule, EndStatus } from '../types';
import { backoffMs } from './backoff';
import type { Outcome } from './Outcome';

const DEFAULT_MAX_ATTEMPTS = 8;

/** Where a run goes after a try of its step. */
export type Next =
  | { to: 'step'; step: string }
  | { to: 'compensation'; step: string; failure: string }
  | { to: 'wait'; wakeAt: Date; reason: string; retry: boolean }
  | {
      to: 'approval';
      digest: string;
      required: ApprovalRule[];
      reason: string;
    }
  | { to: 'end'; status: EndStatus; reason?: string; stepFailed?: boolean }
  | { to: 'anyone' };

type Of<T extends Outcome['type']> = Extract<Outcome, { type: T }>;

/** @throws TypeError when the step asks to wait and says neither how long nor until when. */
export function decideNext(
  plan: RunPlan,
  row: RunRow,
  outcome: Outcome,
  now: Date,
): Next {
  if (outcome.type === 'interrupted') return { to: 'anyone' };
  if (outcome.type === 'done') return afterDone(plan, row);
  if (outcome.type === 'fail' && outcome.compensate) {
    const [step] = plan.compensationNames;
    if (step && row.failure === null) {
      return { to: 'compensation', step, failure: outcome.reason };
    }
  }
  if (row.cancel_by !== null) return afterCancel(plan, row, outcome, now);
  switch (outcome.type) {
    case 'fail':
      return endFailed(row, outcome.reason);
    case 'wait':
      return afterWait(plan, row, outcome, now);
    case 'ask-again':
      return { to: 'approval', ...outcome };
    case 'threw':
      return afterTrouble(plan, row, outcome.message, now);
    default:
      return endCancelled(row);
  }
}

export function endCancelled(row: RunRow, more = '') {
  const why = row.cancel_reason ? `: ${row.cancel_reason}` : '';
  const reason = `Cancelled by ${row.cancel_by}${why}${more}`;
  return { to: 'end', status: 'cancelled', reason } as const;
}

/** What a cancelled step has done outside may be unknown. */
function afterCancel(
  plan: RunPlan,
  row: RunRow,
  outcome: Exclude<Outcome, Of<'done' | 'interrupted'>>,
  now: Date,
): Next {
  const isOpen = outcome.type === 'threw' || outcome.type === 'wait';
  if (!isOpen || !plan.find(row.step)?.settle) return endCancelled(row);
  const reason = `Cancelled; what "${row.step}" has done is being found out`;
  if (outcome.type === 'wait') {
    return { to: 'wait', wakeAt: now, reason, retry: false };
  }
  if (row.step_attempt >= maxAttemptsOf(plan, row)) {
    return endCancelled(
      row,
      `. What "${row.step}" has done could not be found out: ${outcome.message}`,
    );
  }
  const wakeAt = new Date(now.getTime() + backoffMs(row.step_attempt));
  return { to: 'wait', wakeAt, reason, retry: true };
}

export function deadlineOf(plan: RunPlan, row: RunRow): Date | undefined {
  const timeout = plan.find(row.step)?.timeout;
  if (!timeout || !row.step_started_at) return undefined;
  return new Date(
    row.step_started_at.getTime() + Duration.fromObject(timeout).toMillis(),
  );
}

export function maxAttemptsOf(plan: RunPlan, row: RunRow): number {
  return plan.find(row.step)?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
}

// A run whose last step is done has succeeded, even if somebody wanted to cancel it meanwhile.
function afterDone(plan: RunPlan, row: RunRow): Next {
  const step = row.step === null ? undefined : plan.after(row.step);
  if (step) {
    return row.cancel_by === null ? { to: 'step', step } : endCancelled(row);
  }
  return row.failure === null
    ? { to: 'end', status: 'succeeded' }
    : { to: 'end', status: 'rolled-back', reason: row.failure };
}

function afterWait(
  plan: RunPlan,
  row: RunRow,
  { every, until, reason }: Of<'wait'>,
  now: Date,
): Next {
  const times = [
    ...(every ? [now.getTime() + Duration.fromObject(every).toMillis()] : []),
    ...(until ? [until.getTime()] : []),
  ];
  if (times.length === 0) {
    throw new TypeError(
      `Step "${row.step}" of run kind "${row.kind}" waits without every or until. Give wait() one of them`,
    );
  }
  return waitOrTimeOut(plan, row, now, Math.min(...times), reason, false);
}

function afterTrouble(
  plan: RunPlan,
  row: RunRow,
  message: string,
  now: Date,
): Next {
  const most = maxAttemptsOf(plan, row);
  if (row.step_attempt >= most) {
    return endFailed(
      row,
      `Step "${row.step}" failed ${most} times. Last: ${message}`,
    );
  }
  const wakeAt = now.getTime() + backoffMs(row.step_attempt);
  const reason = `Attempt ${row.step_attempt} of ${most} failed: ${message}`;
  return waitOrTimeOut(plan, row, now, wakeAt, reason, true);
}

function waitOrTimeOut(
  plan: RunPlan,
  row: RunRow,
  now: Date,
  wakeAt: number,
  reason: string,
  retry: boolean,
): Next {
  const deadline = deadlineOf(plan, row)?.getTime() ?? Infinity;
  if (now.getTime() < deadline) {
    const earlier = new Date(Math.min(wakeAt, deadline));
    return { to: 'wait', wakeAt: earlier, reason, retry };
  }
  const limit = Duration.fromObject(plan.find(row.step)!.timeout!).toHuman();
  return endFailed(
    row,
    `Step "${row.step}" was not finished within ${limit}. Last: ${reason}`,
  );
}

function endFailed(row: RunRow, reason: string): Next {
  return {
    to: 'end',
    status: 'failed',
    stepFailed: true,
    reason: row.failure
      ? `${row.failure}. What had been done could not be undone: ${reason}`
      : reason,
  };
}
