import { decideNext, type Next } from '../../execution/decideNext';
import type { Outcome } from '../../execution/Outcome';
import type { RunRow, StepJson } from '../rows';
import { pendingSteps, skipPending, withStep } from '../steps';
import type { Work } from '../Work';
import { appendLines, type NewLine } from './appendLines';
import { askForApproval } from './askForApproval';
import { beginTry, leaseEnd } from './claimRun';
import { endRun } from './endRun';
import { holdClaimedRun } from './readRun';
import { giveWay } from './supersedeRuns';
import { suspendRun } from './suspendRun';
import { updateRun } from './updateRun';

/**
 * Writes what became of a try and takes the run to where it goes next. Answers the run when this worker goes on with
 * it, and nothing when it is out of its hands. Writes nothing at all when the claim was lost.
 */
export async function settleStep(
  work: Work,
  claimed: RunRow,
  outcome: Outcome,
  lines: NewLine[] = [],
): Promise<RunRow | undefined> {
  const held = await holdClaimedRun(work, claimed);
  if (!held) return undefined;
  const { leased: _, ...current } = held;
  const plan = work.services.kinds.get(current.kind);
  const next = decideNext(plan, current, outcome, work.now());
  const row = keepResult(current, outcome, next, work);
  await appendLines(work, row, [...lines, ...describe(row, outcome, next)]);
  return goOn(work, row, next);
}

/** The row with the output and with how the step stands. */
function keepResult(
  row: RunRow,
  outcome: Outcome,
  next: Next,
  work: Work,
): RunRow {
  const output = 'output' in outcome ? outcome.output : undefined;
  return {
    ...row,
    state: { ...row.state, ...output },
    steps: withStep(row.steps, row.step, stepPatch(outcome, next, work)),
  };
}

function stepPatch(
  outcome: Outcome,
  next: Next,
  work: Work,
): Partial<StepJson> {
  const endedAt = work.now().toISOString();
  const { scrubber } = work.services;
  if (outcome.type === 'done') return { status: 'done', endedAt };
  if (outcome.type === 'fail') {
    const message = scrubber.scrub(outcome.reason);
    return { status: 'failed', endedAt, message };
  }
  if (next.to === 'wait') {
    return { status: 'waiting', message: scrubber.scrub(next.reason) };
  }
  if (next.to === 'end' && next.stepFailed) {
    const message = next.reason && scrubber.scrub(next.reason);
    return { status: 'failed', endedAt, message };
  }
  return { status: 'pending' };
}

/** What the log says that the step itself has not said. */
function describe(row: RunRow, outcome: Outcome, next: Next): NewLine[] {
  if (outcome.type === 'threw' && next.to === 'wait') {
    const message = `${
      next.reason
    }. Tried again at ${next.wakeAt.toISOString()}`;
    return [{ level: 'warn', step: row.step ?? undefined, message }];
  }
  if (next.to === 'compensation') {
    const message = `${next.failure}. What was done is undone now`;
    return [{ level: 'error', step: row.step ?? undefined, message }];
  }
  return [];
}

async function goOn(
  work: Work,
  row: RunRow,
  next: Next,
): Promise<RunRow | undefined> {
  switch (next.to) {
    case 'step':
      return beginStep(work, row, next.step);
    case 'compensation':
      return beginCompensation(work, row, next);
    case 'end':
      await endRun(work, row, next);
      return undefined;
    case 'approval':
      await askForApproval(work, row, next);
      return undefined;
    case 'wait':
      await giveWay(work, await suspendRun(work, row, next));
      return undefined;
    default:
      await suspendRun(work, row, next);
      return undefined;
  }
}

/** The worker keeps its claim and goes on with this step. */
async function beginStep(
  work: Work,
  row: RunRow,
  step: string,
  patch: Partial<RunRow> = {},
): Promise<RunRow> {
  const at = { ...row, ...patch, step, step_attempt: 0, step_started_at: null };
  const begun = await updateRun(work, row, {
    ...patch,
    step,
    state: row.state,
    ...beginTry(work, at),
    lease_until: leaseEnd(work),
  });
  work.changed(begun, 'step');
  return begun;
}

function beginCompensation(
  work: Work,
  row: RunRow,
  { step, failure }: Extract<Next, { to: 'compensation' }>,
): Promise<RunRow> {
  const { kinds, scrubber } = work.services;
  const names = kinds.get(row.kind).compensationNames;
  return beginStep(work, row, step, {
    failure: scrubber.scrub(failure),
    steps: [...skipPending(row.steps), ...pendingSteps(names)],
    // What has begun to be undone is undone to its end.
    cancel_by: null,
    cancel_reason: null,
  });
}
