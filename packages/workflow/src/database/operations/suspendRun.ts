import type { Next } from '../../execution/decideNext';
import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { announceDue } from './announceDue';
import { updateRun } from './updateRun';

type Suspension = Extract<Next, { to: 'wait' | 'anyone' }>;

const RELEASED = { claim: null, lease_until: null, woken: false };

/** Lets go of the run: it keeps its lock and goes on later, or at once in the hands of another worker. */
export async function suspendRun(
  work: Work,
  row: RunRow,
  next: Suspension,
): Promise<RunRow> {
  return next.to === 'wait'
    ? waitUntil(work, row, next)
    : leaveToAnyone(work, row);
}

async function waitUntil(
  work: Work,
  row: RunRow,
  { wakeAt, reason, retry }: Extract<Suspension, { to: 'wait' }>,
): Promise<RunRow> {
  const { scrubber } = work.services;
  const now = work.now();
  // Somebody woke the run while its step was looking: it may have looked too early.
  const wake = row.woken && !retry ? now : wakeAt;
  const waiting = await updateRun(work, row, {
    ...RELEASED,
    status: 'waiting',
    state: row.state,
    steps: row.steps,
    reason: scrubber.scrub(reason),
    wake_at: wake,
    step_attempt: retry ? row.step_attempt : 0,
  });
  if (wake <= now) await announceDue(work.trx);
  work.changed(waiting, 'status');
  return waiting;
}

async function leaveToAnyone(work: Work, row: RunRow): Promise<RunRow> {
  const released = await updateRun(work, row, {
    ...RELEASED,
    state: row.state,
    steps: row.steps,
    step_attempt: Math.max(0, row.step_attempt - 1),
  });
  await announceDue(work.trx);
  work.changed(released, 'step');
  return released;
}
