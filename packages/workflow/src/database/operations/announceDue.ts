import type { Knex } from 'knex';

/** On which processes hear, once the transaction is committed, that a run is due. */
export const DUE_CHANNEL = 'towpath_runs_due';

/** Has the dispatchers of all processes look for runs that are due. */
export async function announceDue(trx: Knex.Transaction): Promise<void> {
  await trx.raw('select pg_notify(?, ?)', [DUE_CHANNEL, '']);
}
