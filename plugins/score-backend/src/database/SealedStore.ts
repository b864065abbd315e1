import type { Knex } from 'knex';

/** A row of the table `sealed_secrets`. */
export interface SealedRow {
  resource: string;
  output: string;
  /** Of the value that was encrypted. */
  revision: string;
  /** For whom: key, namespace and name. */
  recipient: string;
  text: string;
}

/**
 * Secret outputs as Git holds them, encrypted for a cluster. Each encryption is another text: without these, a plan
 * would never be without effect.
 */
export class SealedStore {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  async find(resources: string[]): Promise<SealedRow[]> {
    return this.#knex<SealedRow>('sealed_secrets').whereIn(
      'resource',
      resources,
    );
  }

  async put(row: SealedRow): Promise<void> {
    await this.#knex<SealedRow>('sealed_secrets')
      .insert(row)
      .onConflict(['resource', 'output', 'recipient'])
      .merge();
  }
}
