import type { Knex } from 'knex';

/**
 * Until the end of the transaction, no other one that names the same comes past here, in whichever
 * process: what is counted from here on stays so. Taken before any other lock.
 */
export async function oneAtATime(
  trx: Knex.Transaction,
  what: string,
): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 18))', [
    what,
  ]);
}
