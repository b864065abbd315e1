import { ConflictError } from '@backstage/errors';
import { endCancelled } from '../../execution/decideNext';
import type { CancelRun } from '../../types';
import { toRun, type RunRow } from '../rows';
import type { Work } from '../Work';
import { appendLines } from './appendLines';
import { endRun } from './endRun';
import { holdRun } from './readRun';
import { suspendRun } from './suspendRun';
import { updateRun } from './updateRun';

/**
 * Ends the run, or asks the worker that has it to stop, or has one find out what was done before.
 *
 * @throws ConflictError when the run has ended in another way, is undoing what it did, or is not as asked.
 */
export async function cancelRun(
  work: Work,
  runId: string,
  { by, reason, unless }: CancelRun,
): Promise<RunRow> {
  const { leased, ...held } = await holdRun(work, runId);
  if (held.status === 'cancelled') return held;
  refuseTooLate(held);
  refuseUnless(held, unless);
  if (leased && held.cancel_by !== null) return held;
  const cancel_reason = reason ? work.services.scrubber.scrub(reason) : null;
  const row = await updateRun(work, held, {
    cancel_by: by,
    cancel_reason,
    step_attempt: 0,
  });
  const hasToSettle = mayHaveActed(work, row);
  if (!leased && !hasToSettle) return endRun(work, row, endCancelled(row));
  await appendLines(work, row, [
    { level: 'info', message: `${by} asks to cancel` },
  ]);
  if (!leased) {
    return suspendRun(work, row, {
      to: 'wait',
      wakeAt: work.now(),
      reason: `${by} asks to cancel`,
      retry: false,
    });
  }
  work.changed(row, 'status');
  return row;
}

/** Its step was tried, and nobody knows how far that try came. */
function mayHaveActed(work: Work, row: RunRow): boolean {
  if (row.status !== 'running' && row.status !== 'waiting') return false;
  const step = work.services.kinds.find(row.kind)?.find(row.step);
  return step?.settle !== undefined;
}

function refuseTooLate({ id, status, ended_at, failure }: RunRow): void {
  if (ended_at !== null) {
    throw new ConflictError(
      `Run "${id}" cannot be cancelled: it has ended, ${status}`,
    );
  }
  if (failure !== null) {
    throw new ConflictError(
      `Run "${id}" cannot be cancelled: it is undoing what it did. Wait for its end`,
    );
  }
}

/** As it stands while nobody else changes it: what was read of it before may be so no more. */
function refuseUnless(row: RunRow, unless: CancelRun['unless']): void {
  if (!unless?.(toRun(row))) return;
  const where = row.step === null ? row.status : `${row.status} at ${row.step}`;
  throw new ConflictError(
    `Run "${row.id}" is not cancelled: it has gone on, ${where}`,
  );
}
