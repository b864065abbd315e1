import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { giveLock } from './giveLock';

/** If the run has the lock of its key, the run that was queued next gets it. The key is held. */
export async function handOverLock(work: Work, row: RunRow): Promise<void> {
  const { lock_key } = row;
  const freed = await work
    .trx('workflow_locks')
    .where({ lock_key, run_id: row.id })
    .delete();
  if (freed === 0) return;
  const next = await work
    .trx<RunRow>('workflow_runs')
    .where({ lock_key, status: 'queued' })
    .orderBy('queue_position')
    .first();
  if (next) await giveLock(work, next);
}
