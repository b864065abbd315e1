import type { Knex } from 'knex';
import type { DeploymentRow } from '../DeploymentRow';

/** Deployments of which nobody asked what ran before, or whose turn it is to be asked again. */
export function findUnasked(
  knex: Knex,
  now: Date,
  limit: number,
): Promise<DeploymentRow[]> {
  return knex('deployments as d')
    .where({ 'd.state': 'deployed' })
    .whereNotNull('d.image')
    .whereNotExists(
      knex('past_imports as p')
        .whereRaw('p.service = d.service AND p.environment = d.environment')
        .where(asked =>
          asked.whereNull('p.retry_at').orWhere('p.retry_at', '>', now),
        ),
    )
    .limit(limit)
    .select('d.*');
}
