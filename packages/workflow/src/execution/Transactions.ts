import type { Knex } from 'knex';
import { Work, type Services } from '../database/Work';
import type { RunChange } from '../types';

/** Runs operations in transactions, and tells what they changed once it is committed. */
export class Transactions {
  readonly #tell: (changes: RunChange[]) => void;

  constructor(
    readonly knex: Knex,
    readonly services: Services,
    tell: (changes: RunChange[]) => void,
  ) {
    this.#tell = tell;
  }

  async run<T>(operation: (work: Work) => Promise<T>): Promise<T> {
    const { work, result } = await this.knex.transaction(async trx => {
      const begun = new Work(trx, this.services);
      return { work: begun, result: await operation(begun) };
    });
    this.#tell(work.changes);
    return result;
  }

  /** Within the caller's transaction, which must be its outermost: what is rolled back is never told. */
  async join<T>(
    trx: Knex.Transaction,
    operation: (work: Work) => Promise<T>,
  ): Promise<T> {
    const work = new Work(trx, this.services);
    const result = await operation(work);
    trx.executionPromise.then(
      () => this.#tell(work.changes),
      () => undefined,
    );
    return result;
  }
}
