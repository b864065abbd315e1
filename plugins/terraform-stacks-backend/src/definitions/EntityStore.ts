import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';

/** A stack that the catalog describes. */
export interface DescribedStack {
  key: string;
  /** Entity reference. */
  entity: string;
  /** Why it changes nothing. */
  problem?: string;
  /** As the catalog names this version of the entity; it may name none. */
  etag?: string;
}

/** How a stack stands that the catalog describes. */
export interface TakenStack extends DescribedStack {
  owner?: string;
  /** Whether it is made of what the entity says. */
  isTaken: boolean;
}

const BATCH = 500;

/** Remembers which stacks the catalog describes now. */
export class EntityStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(key: string): Promise<DescribedStack | undefined> {
    const row = await this.#knex('stack_entities').where({ key }).first();
    return row && toDescribed(row);
  }

  /** All of them, by key, and how each stands that is taken from there. */
  async all(): Promise<Map<string, TakenStack>> {
    const rows = await this.#knex('stack_entities as e')
      .leftJoin('stacks as s', 's.key', 'e.key')
      .leftJoin('stack_definitions as d', join =>
        join
          .on('d.key', 'e.key')
          .andOn('d.entity', 'e.entity')
          .andOnVal('d.source', 'catalog'),
      )
      .select('e.*', 's.owner', this.#knex.raw('d.key is not null as taken'));
    return new Map(
      rows.map(({ owner, taken, ...row }) => [
        row.key,
        { ...toDescribed(row), owner: owner ?? undefined, isTaken: taken },
      ]),
    );
  }

  /** These, and no others. @param known as they were; what is so already is not written */
  async replace(
    described: DescribedStack[],
    known: Map<string, DescribedStack>,
  ): Promise<void> {
    const keys = new Set(described.map(({ key }) => key));
    const gone = [...known.keys()].filter(key => !keys.has(key));
    const changed = described.filter(one => !isSame(one, known.get(one.key)));
    await this.#knex.transaction(async trx => {
      if (gone.length > 0) {
        await trx('stack_entities').whereIn('key', gone).delete();
      }
      for (let at = 0; at < changed.length; at += BATCH) {
        await trx('stack_entities')
          .insert(changed.slice(at, at + BATCH).map(toRow))
          .onConflict('key')
          .merge();
      }
    });
  }
}

interface EntityRow {
  key: string;
  entity: string;
  problem: string | null;
  etag: string | null;
}

function toRow(described: DescribedStack): EntityRow {
  const { key, entity, problem = null, etag = null } = described;
  return { key, entity, problem, etag };
}

function toDescribed({ key, entity, ...row }: EntityRow): DescribedStack {
  const { problem, etag } = row;
  return {
    key,
    entity,
    problem: problem ?? undefined,
    etag: etag ?? undefined,
  };
}

function isSame(one: DescribedStack, known?: DescribedStack): boolean {
  return !!known && isDeepStrictEqual(toRow(one), toRow(known));
}
