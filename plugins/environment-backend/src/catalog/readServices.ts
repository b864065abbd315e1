import { doubtOf } from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import { toKnownName, type KnownNameRow } from './names/KnownNameRow';
import type { CatalogService } from './ServiceCatalog';
import { toCatalogService, type ServiceRow } from './ServiceRow';

/** All services, with why one may not be who the platform's side means by its name. */
export async function readServices(knex: Knex): Promise<CatalogService[]> {
  const rows: (ServiceRow & { known: KnownNameRow | null })[] = await knex(
    'services',
  )
    .leftJoin('known_names as known', 'known.ref', 'services.ref')
    .select('services.*', { known: knex.raw('to_jsonb(known)') });
  return rows.map(({ known, ...row }) => {
    const service = toCatalogService(row);
    const doubt = doubtOf(service, known ? toKnownName(known) : undefined);
    return doubt === undefined ? service : { ...service, doubt };
  });
}
