import { v4 as uuid } from 'uuid';
import type { RunRow } from '../rows';
import { withStep } from '../steps';
import type { Work } from '../Work';
import { selectHeld, type HeldRow } from './readRun';
import { updateRun } from './updateRun';

/**
 * Takes the run for this worker, if it is its turn and nobody else has it. The row that is answered carries the
 * token of the claim: whatever the worker writes, it writes under that token.
 */
export async function claimRun(
  work: Work,
  runId: string,
): Promise<{ row: RunRow; wasQueued: boolean } | undefined> {
  const held = await selectHeld(work)
    .where({ id: runId })
    .whereIn('kind', work.services.kinds.names)
    .first();
  if (!held || !isDue(held, work.now())) return undefined;
  if (!(await hasLock(work, held))) return undefined;
  const row = await updateRun(work, held, {
    ...beginTry(work, held),
    claim: uuid(),
    lease_until: leaseEnd(work),
    status: 'running',
    started_at: held.started_at ?? work.now(),
    woken: false,
    queue_position: null,
  });
  work.changed(row, 'step');
  return { row, wasQueued: held.status === 'queued' };
}

/** One more try of the row's step. */
export function beginTry(work: Work, row: RunRow): Partial<RunRow> {
  const now = work.now();
  const startedAt = row.step_started_at ?? now;
  const attempt = row.step_attempt + 1;
  return {
    step_attempt: attempt,
    step_started_at: startedAt,
    wake_at: null,
    reason: null,
    steps: withStep(row.steps, row.step, {
      status: 'running',
      startedAt: startedAt.toISOString(),
      endedAt: undefined,
      message: undefined,
      attempt,
    }),
  };
}

export function leaseEnd({ trx, services }: Work) {
  return trx.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [
    services.leaseMs,
  ]);
}

function isDue(row: HeldRow, now: Date): boolean {
  if (row.status === 'queued') return true;
  if (row.status === 'running') return !row.leased;
  return row.status === 'waiting' && row.wake_at !== null && row.wake_at <= now;
}

async function hasLock({ trx }: Work, row: RunRow): Promise<boolean> {
  const lock = await trx('workflow_locks')
    .where({ lock_key: row.lock_key, run_id: row.id })
    .first();
  return lock !== undefined;
}
