import type { Knex } from 'knex';

const BATCH = 500;

/**
 * Deletes runs that ended before this time, and their logs, in batches that hold nobody up. Answers how many.
 *
 * @param kind all kinds when absent
 */
export async function deleteEndedRuns(
  knex: Knex,
  before: Date,
  kind?: string,
): Promise<number> {
  let total = 0;
  for (;;) {
    const batch = knex('workflow_runs')
      .select('id')
      .where('ended_at', '<', before)
      .where(kind === undefined ? {} : { kind })
      .orderBy('ended_at')
      .limit(BATCH);
    const deleted = await knex('workflow_runs').whereIn('id', batch).delete();
    total += deleted;
    if (deleted < BATCH) return total;
  }
}
