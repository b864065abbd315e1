import type { Knex } from 'knex';

/** A lock as Terraform describes it. */
export interface LockInfo {
  ID: string;
  Operation: string;
  Info: string;
  Who: string;
  Version: string;
  Created: string;
  Path: string;
}

/** Who holds a lock: one of them. */
interface LockHolder {
  person: string | null;
  run: string | null;
}

export interface LockRow extends LockHolder {
  stack: string;
  id: string;
  operation: string;
  info: string;
  who: string;
  version: string;
  path: string;
  since: Date;
}

/** The locks of states, one a stack at most. */
export class LockStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(stack: string): Promise<LockRow | undefined> {
    return this.#knex<LockRow>('state_locks').where({ stack }).first();
  }

  /** So that it stays as it is until the end of the transaction. */
  async hold(
    trx: Knex.Transaction,
    stack: string,
  ): Promise<LockRow | undefined> {
    return trx<LockRow>('state_locks').where({ stack }).forShare().first();
  }

  async list(stacks: string[]): Promise<LockRow[]> {
    return this.#knex<LockRow>('state_locks').whereIn('stack', stacks);
  }

  async holds(run: string, stack: string): Promise<boolean> {
    const row = await this.#knex('state_locks').where({ run, stack }).first();
    return row !== undefined;
  }

  /** Within {@link StateStore.change}. Answers the lock there is then: this one, or that of somebody else. */
  async take(trx: Knex.Transaction, row: LockRow): Promise<LockRow> {
    const [mine] = await trx<LockRow>('state_locks')
      .insert(row)
      .onConflict('stack')
      .ignore()
      .returning('*');
    const { stack } = row;
    return (
      mine ??
      (await trx<LockRow>('state_locks').where({ stack }).first()) ??
      this.take(trx, row)
    );
  }

  /** Whether there was this one. */
  async free(stack: string, id: string): Promise<boolean> {
    const count = await this.#knex('state_locks').where({ stack, id }).delete();
    return count > 0;
  }

  /** Whether a run had one. */
  async freeOfRun(stack: string, run: string): Promise<boolean> {
    const locks = this.#knex('state_locks').where({ stack, run });
    return (await locks.delete()) > 0;
  }
}
