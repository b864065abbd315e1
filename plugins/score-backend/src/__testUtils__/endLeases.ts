import type { Knex } from 'knex';

/** Has the time pass for which a process that is dead keeps its runs. */
export async function endLeases(knex: Knex): Promise<void> {
  for (const schema of ['score', 'environment']) {
    await knex(`${schema}.workflow_runs`)
      .where('status', 'running')
      .update({ lease_until: knex.raw('clock_timestamp()') });
  }
}
