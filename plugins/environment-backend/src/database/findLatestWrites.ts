import {
  stringifyTargetRef,
  type EnvironmentTargetRef,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/**
 * The promotion that was the last to change what is delivered, by target reference. What was taken
 * back, by itself or by a roll back, does not count: the one before it stands again.
 */
export async function findLatestWrites(
  knex: Knex,
  targets: Required<EnvironmentTargetRef>[],
): Promise<Map<string, string>> {
  const rollbacks = knex('promotions as b')
    .whereRaw('b.reverts = p.id')
    .whereNotNull('b.written_at')
    .select(knex.raw('1'));
  const rows: { id: string; service: string; environment: string }[] =
    await knex('promotions as p')
      // Runs are deleted after their time; what they brought may still be what is delivered.
      .leftJoin('workflow_runs as r', 'r.id', 'p.id')
      .distinctOn('p.service', 'p.environment')
      .whereIn(
        ['p.service', 'p.environment'],
        targets.map(({ service, environment }) => [service, environment]),
      )
      .whereNotNull('p.written_at')
      .whereNull('p.reverts')
      .whereRaw("r.status IS DISTINCT FROM 'rolled-back'")
      .whereNotExists(rollbacks)
      .orderBy(['p.service', 'p.environment'])
      .orderBy('p.written_at', 'desc')
      .select('p.id', 'p.service', 'p.environment');
  return new Map(rows.map(row => [stringifyTargetRef(row), row.id]));
}
