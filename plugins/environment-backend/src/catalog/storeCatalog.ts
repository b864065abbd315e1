import { isDeepStrictEqual } from 'node:util';
import { inBatches, toColumns } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import { learnNames } from './names/learnNames';
import type { CatalogContents } from './readCatalog';
import type { ServiceRow } from './ServiceRow';

interface EnvironmentRow {
  name: string;
  position: number;
  entity: unknown;
}

/**
 * Brings the tables to what the catalog has: what left it leaves them. Counts up the revision when
 * anything changed. Keeps which service was meant by a name, before another takes its place.
 */
export async function storeCatalog(
  knex: Knex,
  { services, environments }: CatalogContents,
  now: Date,
): Promise<void> {
  await knex.transaction(async trx => {
    // Two replicas that read at once take turns.
    const { revision } = await trx('catalog_revision')
      .forUpdate()
      .first('revision');
    const known: ServiceRow[] = await trx('services').select('*');
    const seen = { services: [known, services], environments };
    const changes = [
      await learnNames(trx, seen, now),
      await replaceRows<ServiceRow>(trx, 'services', 'ref', services),
      await replaceRows<EnvironmentRow>(
        trx,
        'environments',
        'name',
        environments.map((entity, position) => ({
          name: entity.metadata.name,
          position,
          entity,
        })),
      ),
    ];
    if (changes.some(Boolean)) {
      await trx('catalog_revision').update({ revision: Number(revision) + 1 });
    }
  });
}

/** Writes what differs only, and says whether anything did. */
async function replaceRows<Row extends object>(
  trx: Knex.Transaction,
  table: string,
  key: keyof Row & string,
  rows: Row[],
): Promise<boolean> {
  const known = new Map<unknown, Row>(
    (await trx(table).select('*')).map(row => [row[key], row]),
  );
  const changed = rows.filter(
    row => !isDeepStrictEqual(plain(row), known.get(row[key])),
  );
  const kept = new Set(rows.map(row => row[key]));
  const gone = [...known.keys()].filter(value => !kept.has(value as never));
  for (const batch of inBatches(changed)) {
    await trx(table).insert(batch.map(toColumns)).onConflict(key).merge();
  }
  for (const batch of inBatches(gone)) {
    await trx(table)
      .whereIn(key, batch as string[])
      .delete();
  }
  return changed.length + gone.length > 0;
}

/** As it would be read back. */
function plain<Row extends object>(row: Row): Row {
  return JSON.parse(JSON.stringify(row));
}
