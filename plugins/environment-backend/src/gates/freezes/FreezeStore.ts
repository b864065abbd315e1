import { oneAtATime } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import type { FreezeSpan } from './FreezeSpan';

interface FreezeRow {
  id: string;
  environment: string;
  services: string[] | null;
  reason: string;
  starts_at: Date;
  ends_at: Date;
  created_by: string;
  created_at: Date;
  ended_by: string | null;
}

/** A place in a list: what comes after this time and, at the same time, this id. */
export interface FreezePosition {
  at: Date;
  id: string;
}

interface FreezeRange {
  /** Name; all environments when absent. */
  environment?: string;
  now: Date;
  after?: FreezePosition;
  limit: number;
}

/** The freezes that people set. */
export class FreezeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Looks and writes while nobody else sets a freeze, in whichever process. */
  alone<T>(work: (store: FreezeStore) => Promise<T>): Promise<T> {
    return this.#knex.transaction(async trx => {
      await oneAtATime(trx, 'freezes');
      return work(new FreezeStore(trx));
    });
  }

  async insert(
    span: Omit<FreezeSpan, 'recurring'> & { createdBy: string },
    createdAt: Date,
  ): Promise<void> {
    await this.#table().insert({
      id: span.id,
      environment: span.environment,
      services: span.services ?? null,
      reason: span.reason,
      starts_at: span.startsAt,
      ends_at: span.endsAt,
      created_by: span.createdBy,
      created_at: createdAt,
    });
  }

  /** How many of an environment are not over, and how many this person set since then. */
  async count(
    { environment, createdBy }: { environment: string; createdBy: string },
    { now, since }: { now: Date; since: Date },
  ): Promise<{ coming: number; ofPerson: number }> {
    const [coming, ofPerson] = await Promise.all([
      this.#table().where({ environment }).where('ends_at', '>', now).count(),
      this.#table()
        .where({ created_by: createdBy })
        .where('created_at', '>', since)
        .count(),
    ]);
    return {
      coming: Number(coming[0].count),
      ofPerson: Number(ofPerson[0].count),
    };
  }

  async find(id: string): Promise<FreezeSpan | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && toSpan(row);
  }

  /** Ends a freeze; false when it is over already. */
  async end(id: string, by: string, now: Date): Promise<boolean> {
    const ended = await this.#table()
      .where({ id })
      .where('ends_at', '>', now)
      .update({ ends_at: now, ended_by: by });
    return ended === 1;
  }

  /** Those of some environments that hold at a time or will later. */
  async listComing(environments: string[], now: Date): Promise<FreezeSpan[]> {
    const rows = await this.#table()
      .whereIn('environment', environments)
      .where('ends_at', '>', now);
    return rows.map(toSpan);
  }

  /** Those that hold or will, by when they begin: what holds comes first. */
  async pageOfComing(range: FreezeRange): Promise<FreezeSpan[]> {
    const { now, after, limit } = range;
    const query = this.#in(range)
      .where('ends_at', '>', now)
      .orderBy(['starts_at', 'id'])
      .limit(limit);
    if (after) {
      // As text, because the id before may be that of a recurring one.
      query
        .where('starts_at', '>=', after.at)
        .whereRaw('(starts_at > ? or id::text > ?)', [after.at, after.id]);
    }
    return (await query).map(toSpan);
  }

  /** Those that are over, the last one first. */
  async pageOfPast(range: FreezeRange): Promise<FreezeSpan[]> {
    const { now, after, limit } = range;
    const query = this.#in(range)
      .where('ends_at', '<=', now)
      .orderBy([
        { column: 'ends_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (after) {
      query
        .where('ends_at', '<=', after.at)
        .whereRaw('(ends_at < ? or id::text < ?)', [after.at, after.id]);
    }
    return (await query).map(toSpan);
  }

  #in({ environment }: FreezeRange) {
    const query = this.#table();
    return environment ? query.where({ environment }) : query;
  }

  #table() {
    return this.#knex<FreezeRow>('freezes');
  }
}

function toSpan(row: FreezeRow): FreezeSpan {
  return {
    id: row.id,
    environment: row.environment,
    services: row.services ?? undefined,
    reason: row.reason,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    recurring: false,
    createdBy: row.created_by,
    endedBy: row.ended_by ?? undefined,
  };
}
