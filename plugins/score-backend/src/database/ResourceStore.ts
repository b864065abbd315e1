import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { decodeCursor, oneAtATime, toPage } from '@towpath/backend-kit';
import type { ResourceQuery } from '@towpath/plugin-score-common';
import type { Knex } from 'knex';
import type { Place, ResourceRecord } from '../model/ResourceRecord';
import { moveResources, type Move } from './moveResources';
import { toRecord, toRow, type ResourceRow } from './rows';

/** A page of resources. */
export interface ResourcePage {
  items: ResourceRecord[];
  total: number;
  nextCursor?: string;
}

const ORDER = ['service', 'environment', 'name', 'id'] as const;

/** What the last look has to have found, of what was looked at since it was provided. */
const FOUND: Record<NonNullable<ResourceQuery['drift']>, string> = {
  drifted: sinceProvided('drifted_at is not null'),
  unasked: sinceProvided('problem is not null'),
};

function sinceProvided(found: string): string {
  return `resources.status = 'provided' and exists (
    select 1 from observations where resource = resources.id
      and "of" = resources.updated_at and ${found})`;
}

/** What services have in environments. */
export class ResourceStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Those of a place, without what is only kept. */
  async findLive({ service, environment }: Place): Promise<ResourceRecord[]> {
    const rows = await this.#table()
      .where({ service, environment })
      .whereNot({ status: 'kept' })
      .orderBy('uid');
    return rows.map(toRecord);
  }

  /** What other services have in the environment under these uids. */
  async findOfOthers(
    { service, environment }: Place,
    uids: string[],
    trx: Knex = this.#knex,
  ): Promise<ResourceRecord[]> {
    const rows = await trx<ResourceRow>('resources')
      .where({ environment })
      .whereNot({ service })
      .whereNot({ status: 'kept' })
      .whereIn('uid', uids);
    return rows.map(toRecord);
  }

  /** What is there in the place of one that is kept: under its uid, whichever service has it. */
  async findSuccessors({
    environment,
    uid,
  }: ResourceRecord): Promise<ResourceRecord[]> {
    const rows = await this.#table()
      .where({ environment, uid })
      .whereNot({ status: 'kept' });
    return rows.map(toRecord);
  }

  async findAll(ids: string[]): Promise<ResourceRecord[]> {
    const rows = await this.#table().whereIn('id', ids).orderBy('id');
    return rows.map(toRecord);
  }

  async find(id: string): Promise<ResourceRecord | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && toRecord(row);
  }

  /** Whether nobody has changed it since it was read. Nobody can, until the end of the transaction. */
  async isStill(
    { id, status, updatedAt }: ResourceRecord,
    trx: Knex.Transaction,
  ): Promise<boolean> {
    const row = await trx<ResourceRow>('resources')
      .where({ id, status, updated_at: updatedAt })
      .forUpdate()
      .first('id');
    return row !== undefined;
  }

  /** All that a service has, by environment and name. */
  async findOf(service: string): Promise<ResourceRecord[]> {
    const rows = await this.#table()
      .where({ service })
      .orderBy(['environment', 'name', 'id']);
    return rows.map(toRecord);
  }

  /** By service, environment and name. */
  async list(
    query: ResourceQuery & { limit: number },
    trx: Knex = this.#knex,
  ): Promise<ResourcePage> {
    const { limit, cursor, drift, ...filter } = query;
    const wanted = Object.fromEntries(
      Object.entries(filter).filter(([, value]) => value !== undefined),
    );
    const all = () => {
      const rows = trx<ResourceRow>('resources').where(wanted);
      return drift ? rows.whereRaw(FOUND[drift]) : rows;
    };
    const page = all().orderBy([...ORDER]);
    if (cursor) {
      const after = decodeCursor(cursor, ORDER.length);
      void page.whereRaw(
        '(service, environment, name, id) > (?, ?, ?, ?::uuid)',
        after,
      );
    }
    const [rows, counted] = await Promise.all([
      page.limit(limit + 1),
      all().count<{ count: string }>({ count: '*' }).first(),
    ]);
    return {
      ...toPage(rows, limit, row => ORDER.map(name => row[name]), toRecord),
      total: Number(counted?.count ?? 0),
    };
  }

  /** Drivers of what is to be looked at by now. */
  async driversToLook(): Promise<string[]> {
    const rows = await this.#toLook().distinct('driver').orderBy('driver');
    return rows.map(({ driver }) => driver);
  }

  /** Takes what is to be looked at by now; nobody else takes it before the time that is given. */
  async takeToLook(
    driver: string,
    { most, until }: { most: number; until: Date },
  ): Promise<ResourceRecord[]> {
    const due = this.#toLook()
      .where({ driver })
      .orderBy('look_at')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .select('id');
    const rows = await this.#table()
      .whereIn('id', due)
      .update({ look_at: until })
      .returning('*');
    return rows.map(toRecord);
  }

  #toLook() {
    return this.#table()
      .where({ status: 'provided' })
      .where('look_at', '<=', new Date(this.#clock.now()));
  }

  /** What a group has beside one place costs a month, in one currency. */
  async monthlyBeside(
    owner: string,
    { service, environment }: Place,
    currency: string,
  ): Promise<number> {
    const row = await this.#table()
      .where({ owner, cost_currency: currency })
      .whereNot({ status: 'kept' })
      .whereNot({ service, environment })
      .sum<{ sum: number | null }>('cost_amount as sum')
      .first();
    return Math.round((row?.sum ?? 0) * 100) / 100;
  }

  /** What is kept longer than it has to be. */
  async findExpired(): Promise<ResourceRecord[]> {
    const rows = await this.#table()
      .where({ status: 'kept' })
      .where('kept_until', '<', new Date(this.#clock.now()))
      .orderBy('kept_until')
      .limit(100);
    return rows.map(toRecord);
  }

  /**
   * The first word of something new. Two services that ask for one id at the same time do not both have it made, in
   * whichever process.
   *
   * @throws ConflictError when another service has it by now
   */
  async putFirst(record: Omit<ResourceRecord, 'updatedAt'>): Promise<void> {
    await this.#knex.transaction(async trx => {
      await this.#claim(record, record.uid, trx);
      await this.put(record, trx);
    });
  }

  /** Nobody else gets the uid until the end of the transaction. */
  async #claim(
    place: Place,
    uid: string,
    trx: Knex.Transaction,
  ): Promise<void> {
    const { environment } = place;
    await oneAtATime(trx, JSON.stringify(['resource', environment, uid]));
    const [other] = await this.findOfOthers(place, [uid], trx);
    if (!other) return;
    throw new ConflictError(
      `${other.service} has provided ${uid} in ${environment} meanwhile. Plan again: where it is shared it is used`,
    );
  }

  /** Writes all of it; `updatedAt` is now. */
  async put(
    record: Omit<ResourceRecord, 'updatedAt'>,
    trx: Knex = this.#knex,
  ): Promise<void> {
    const row = toRow({ ...record, updatedAt: new Date(this.#clock.now()) });
    await trx('resources').insert(row).onConflict('id').merge();
  }

  /**
   * Calls resources of a place otherwise, all or none.
   *
   * @throws ConflictError when another service has one of the new uids by now
   */
  async move(
    place: Place,
    { moves, run }: { moves: Move[]; run: string },
  ): Promise<void> {
    const now = new Date(this.#clock.now());
    const uids = moves.map(({ uid }) => uid).sort();
    await this.#knex.transaction(async trx => {
      for (const uid of uids) await this.#claim(place, uid, trx);
      await moveResources(trx, place, { moves, run, now });
    });
  }

  async remove(id: string, trx: Knex = this.#knex): Promise<void> {
    await trx<ResourceRow>('resources').where({ id }).delete();
  }

  #table() {
    return this.#knex<ResourceRow>('resources');
  }
}
