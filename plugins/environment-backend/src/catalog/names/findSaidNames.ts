import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import {
  labelledService,
  mappedServices,
} from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';

/** References of the services that labels of applications and environments name. */
export async function findSaidNames(
  knex: Knex,
  environments: EnvironmentEntityV1alpha1[],
): Promise<string[]> {
  const rows: { labels: Record<string, string> }[] = await knex('applications')
    .select(knex.raw(`DISTINCT facts->'labels' AS labels`))
    .whereRaw(`jsonb_typeof(facts->'labels') = 'object'`);
  const said = [
    ...rows.map(row => labelledService(row)),
    ...environments.flatMap(mappedServices),
  ];
  return [...new Set(said)].filter(ref => ref !== undefined);
}
