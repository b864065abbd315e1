import { decodeCursor } from '@towpath/backend-kit';
import type { ServiceQuery } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { ServiceRow } from '../catalog/ServiceRow';

/** One page of the services that match, by name, and one more when there is another page. */
export async function selectServices(
  knex: Knex,
  query: ServiceQuery & { limit: number },
): Promise<ServiceRow[]> {
  const page = matching(knex, query)
    .orderBy(['services.name', 'services.ref'])
    .limit(query.limit + 1);
  if (query.cursor) {
    page.whereRaw('(services.name, services.ref) > (?, ?)', [
      ...decodeCursor(query.cursor, 2),
    ]);
  }
  return page.select('services.*');
}

/** How many match on all pages. */
export async function countServices(
  knex: Knex,
  query: ServiceQuery,
): Promise<number> {
  const [{ count }] = await matching(knex, query).count();
  return Number(count);
}

function matching(knex: Knex, query: ServiceQuery): Knex.QueryBuilder {
  const { query: text, owner, health, drifted, notUnderstood, service } = query;
  const deployment = () =>
    knex('deployments').whereRaw('deployments.service = services.ref');
  const found = knex('services').where(either =>
    either.where('services.listed', true).orWhereExists(deployment()),
  );
  if (text) {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    found.where(either =>
      either
        .whereILike('services.name', pattern)
        .orWhereILike('services.title', pattern),
    );
  }
  if (owner) found.whereIn('services.owner', owner);
  if (service) found.whereIn('services.ref', service);
  // What was never deployed is not missing, and has not drifted.
  const there = () => deployment().where({ empty: false });
  if (health) found.whereExists(there().whereIn('health', health));
  if (drifted) found.whereExists(there().where({ sync: 'OutOfSync' }));
  if (notUnderstood) {
    found.whereExists(deployment().whereNotNull('not_understood'));
  }
  return found;
}
