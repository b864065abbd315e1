import {
  stringifyTargetRef,
  type EnvironmentTargetRef,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/** The promotion or roll back that was the last to change what is delivered, by target reference. */
export async function findLatestWrites(
  knex: Knex,
  targets: Required<EnvironmentTargetRef>[],
): Promise<Map<string, string>> {
  const rows: { id: string; service: string; environment: string }[] =
    await knex('promotions')
      .distinctOn('service', 'environment')
      .whereIn(
        ['service', 'environment'],
        targets.map(({ service, environment }) => [service, environment]),
      )
      .whereNotNull('written_at')
      .orderBy(['service', 'environment'])
      .orderBy('written_at', 'desc')
      .select('id', 'service', 'environment');
  return new Map(rows.map(row => [stringifyTargetRef(row), row.id]));
}
