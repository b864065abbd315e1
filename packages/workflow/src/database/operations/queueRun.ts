import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { giveLock } from './giveLock';
import { updateRun } from './updateRun';

/** Puts the run at the end of its key's queue; it gets the lock at once if nobody has it. The key is held. */
export async function queueRun(work: Work, row: RunRow): Promise<RunRow> {
  const { trx } = work;
  const queued = await updateRun(work, row, {
    status: 'queued',
    queued_at: work.now(),
    queue_position: trx.raw(`nextval('workflow_queue_position')`),
    reason: null,
    step_started_at: null,
    step_attempt: 0,
  });
  await giveLock(work, queued);
  work.changed(queued, 'status');
  return queued;
}
