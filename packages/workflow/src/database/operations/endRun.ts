import type { EndStatus } from '../../types';
import { toRun, type RunRow } from '../rows';
import { skipPending } from '../steps';
import type { Work } from '../Work';
import { appendLines } from './appendLines';
import { handOverLock } from './handOverLock';
import { updateRun } from './updateRun';

/** Ends the run, lets its domain write with it, and passes the lock on. The key and the row are held. */
export async function endRun(
  work: Work,
  row: RunRow,
  end: { status: EndStatus; reason?: string },
): Promise<RunRow> {
  const { kinds, scrubber } = work.services;
  const reason = end.reason ? scrubber.scrub(end.reason) : null;
  const ended = await updateRun(work, row, {
    status: end.status,
    reason,
    state: row.state,
    steps: skipPending(row.steps.map(leaveOff)),
    ended_at: work.now(),
    wake_at: null,
    claim: null,
    lease_until: null,
    queue_position: null,
  });
  const level = end.status === 'failed' ? 'error' : 'info';
  const message = reason ? `${end.status}: ${reason}` : end.status;
  await appendLines(work, ended, [{ level, message }]);
  await kinds.find(row.kind)?.definition.onEnd?.(toRun(ended), work.trx);
  await handOverLock(work, ended);
  work.changed(ended, 'status');
  return ended;
}

function leaveOff(step: RunRow['steps'][number]): RunRow['steps'][number] {
  const left = step.status === 'running' || step.status === 'waiting';
  return left ? { ...step, status: 'skipped' } : step;
}
