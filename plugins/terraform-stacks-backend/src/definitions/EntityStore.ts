import type { Knex } from 'knex';

/** A stack that the catalog describes. */
export interface DescribedStack {
  key: string;
  /** Entity reference. */
  entity: string;
  /** Why it changes nothing. */
  problem?: string;
}

/** Remembers which stacks the catalog describes now. */
export class EntityStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(key: string): Promise<DescribedStack | undefined> {
    const row = await this.#knex('stack_entities').where({ key }).first();
    return row && { ...row, problem: row.problem ?? undefined };
  }

  /** These, and no others. */
  async replace(described: DescribedStack[]): Promise<void> {
    const keys = described.map(({ key }) => key);
    await this.#knex.transaction(async trx => {
      await trx('stack_entities').whereNotIn('key', keys).delete();
      for (const { key, entity, problem = null } of described) {
        await trx('stack_entities')
          .insert({ key, entity, problem })
          .onConflict('key')
          .merge();
      }
    });
  }
}
