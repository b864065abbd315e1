import type { Knex } from 'knex';

/** A version that could go on by itself. */
export interface Candidate {
  /** Entity reference. */
  service: string;
  version: string;
}

/**
 * Versions that are synced and healthy in `from`, are not what runs in `to`, and have not tried to
 * come by themselves before, nor failed or been rolled back there. `services` narrows it to these. Each time in another order: a look that is
 * cut short leaves out others than the one before.
 */
export async function findCandidates(
  knex: Knex,
  { from, to, services }: { from: string; to: string; services?: string[] },
): Promise<Candidate[]> {
  const query = knex('deployments as source')
    .join('deployments as target', 'target.service', 'source.service')
    .where({
      'source.environment': from,
      'source.state': 'deployed',
      'source.health': 'Healthy',
      'source.sync': 'Synced',
      'target.environment': to,
      'target.state': 'deployed',
    })
    .whereNotNull('source.version')
    .whereRaw('source.version IS DISTINCT FROM target.version')
    .whereNotExists(
      knex('automatic_versions as a')
        .where({ 'a.environment': to })
        .whereRaw('a.service = source.service')
        .whereRaw('a.version = source.version')
        .select(knex.raw('1')),
    )
    .whereNotExists(
      knex('setbacks as s')
        .where({ 's.environment': to })
        .whereRaw('s.service = source.service')
        .whereRaw('s.version = source.version')
        .select(knex.raw('1')),
    )
    .select('source.service', 'source.version')
    .orderByRaw('random()');
  if (services) query.whereIn('source.service', services);
  return query;
}
