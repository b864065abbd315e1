import type { Knex } from 'knex';

/** Ids of promotions and roll backs that have not ended, to one environment or to any. */
export async function findAlive(
  knex: Knex,
  environment?: string,
): Promise<string[]> {
  const query = knex('workflow_runs as r')
    .join('promotions as p', 'p.id', 'r.id')
    .whereNull('r.ended_at')
    .pluck('p.id');
  if (environment) query.where('p.environment', environment);
  return query;
}
