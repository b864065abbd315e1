import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';

const KEY = 1_301;
const TRIGGER = 'barrier_of_the_test';

/**
 * Holds up whoever does one thing in the database, so that its process can be killed just there: between what it has
 * done outside and the row that says so.
 */
export class Barrier {
  readonly #knex: Knex;
  readonly #holder: Knex.Transaction;
  readonly #table?: string;

  private constructor(knex: Knex, holder: Knex.Transaction, table?: string) {
    this.#knex = knex;
    this.#holder = holder;
    this.#table = table;
  }

  /** Before a row of the table is written as the condition says, in SQL over `new`. */
  static async beforeRow(
    knex: Knex,
    { table, when }: { table: string; when: string },
  ): Promise<Barrier> {
    const holder = await hold(knex, `select pg_advisory_xact_lock(${KEY})`);
    await knex.raw(
      `create or replace function ${TRIGGER}() returns trigger language plpgsql as
       $$ begin perform pg_advisory_xact_lock(${KEY}); return new; end $$`,
    );
    await knex.raw(
      `create trigger ${TRIGGER} before insert or update on ${table}
       for each row when (${when}) execute function public.${TRIGGER}()`,
    );
    return new Barrier(knex, holder, table);
  }

  /** Where the driver of PostgreSQL begins with a resource. */
  static async beforeDriver(knex: Knex, resource: string): Promise<Barrier> {
    const lock = `select pg_advisory_xact_lock(hashtextextended('towpath resource ${resource}', 0))`;
    return new Barrier(knex, await hold(knex, lock));
  }

  async isReached(): Promise<void> {
    await until('somebody waits at the barrier', async () => {
      const waiting = await this.#waiting();
      return waiting.length > 0;
    });
  }

  /** Who waits at it is dead by now: what they were about to write is not written. */
  async remove(): Promise<void> {
    for (const { pid } of await this.#waiting()) {
      await this.#knex.raw('select pg_terminate_backend(?, 10000)', [pid]);
    }
    if (this.#table) {
      await this.#knex.raw(`drop trigger ${TRIGGER} on ${this.#table}`);
    }
    await this.#holder.rollback();
  }

  async #waiting(): Promise<{ pid: number }[]> {
    const { rows } = await this.#knex.raw(
      `select pid from pg_locks where locktype = 'advisory' and not granted
       and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows;
  }
}

async function hold(knex: Knex, lock: string): Promise<Knex.Transaction> {
  const holder = await knex.transaction();
  await holder.raw(lock);
  return holder;
}
