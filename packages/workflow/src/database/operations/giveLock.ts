import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { announceDue } from './announceDue';

/** Gives the run the lock of its key and has it looked at, unless another run has the lock. The key is held. */
export async function giveLock(
  { trx }: Work,
  { id, lock_key }: Pick<RunRow, 'id' | 'lock_key'>,
): Promise<void> {
  const given = await trx('workflow_locks')
    .insert({ lock_key, run_id: id })
    .onConflict('lock_key')
    .ignore()
    .returning('run_id');
  if (given.length > 0) await announceDue(trx);
}
