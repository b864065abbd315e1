import { decodeCursor, toPage } from '@towpath/backend-kit';
import type { AskedResource } from '@towpath/plugin-score-common';
import type { Knex } from 'knex';

const ORDER = ['service', 'uid'] as const;

/** What a service has in some environment, whatever state it is in; a kept copy is no more than a copy. */
const IS_HAD = `
  exists (select from resources r
    where r.service = asked_resources.service and r.uid = asked_resources.uid and r.status <> 'kept')
  or exists (select from resource_uses u join resources r on r.id = u.resource
    where u.service = asked_resources.service and r.uid = asked_resources.uid)`;

/** What Score files ask for, as each was read last. */
export class AskedStore {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  /** In place of all that the service was known to ask for. */
  async put(
    service: string,
    asked: Omit<AskedResource, 'service'>[],
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      // Two that read at the same time write one after the other.
      await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [
        `asked ${service}`,
      ]);
      await trx('asked_resources').where({ service }).delete();
      if (asked.length === 0) return;
      await trx('asked_resources').insert(
        asked.map(one => ({ service, ...one })),
      );
    });
  }

  /** What no environment has yet, by service and uid. */
  async listMissing({
    limit,
    cursor,
  }: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: AskedResource[]; nextCursor?: string }> {
    const page = this.#knex<AskedResource>('asked_resources')
      .whereRaw(`not (${IS_HAD})`)
      .orderBy([...ORDER])
      .limit(limit + 1);
    if (cursor) {
      const after = decodeCursor(cursor, ORDER.length);
      void page.whereRaw('(service, uid) > (?, ?)', after);
    }
    return toPage(
      await page,
      limit,
      row => ORDER.map(name => row[name]),
      row => row,
    );
  }
}
