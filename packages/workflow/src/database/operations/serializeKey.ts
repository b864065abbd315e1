import type { Work } from '../Work';

/**
 * From here to the end of the transaction nobody else queues, ends or hands over runs of this lock key. Taken before
 * the row of any run, so that two transactions do not wait for each other.
 */
export async function serializeKey(work: Work, lockKey: string): Promise<void> {
  await work.trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 7))', [
    lockKey,
  ]);
}
