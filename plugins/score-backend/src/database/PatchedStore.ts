import type { Knex } from 'knex';

/** A row of the table `patched`. */
export interface PatchedRow {
  service: string;
  environment: string;
  /** Name of a patch that changes something there. */
  patch: string;
}

type Place = Pick<PatchedRow, 'service' | 'environment'>;

/** What the platform's patches have changed, as it was last written. */
export class PatchedStore {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  /** In place of what was there before. */
  async put({ service, environment }: Place, patches: string[]): Promise<void> {
    const rows = patches.map(patch => ({ service, environment, patch }));
    await this.#knex.transaction(async trx => {
      await trx<PatchedRow>('patched').where({ service, environment }).delete();
      if (rows.length === 0) return;
      await trx<PatchedRow>('patched')
        .insert(rows)
        // Another process has rendered the same meanwhile.
        .onConflict(['service', 'environment', 'patch'])
        .ignore();
    });
  }

  /** By patch, service and environment. */
  async list(): Promise<PatchedRow[]> {
    return this.#knex<PatchedRow>('patched').orderBy([
      'patch',
      'service',
      'environment',
    ]);
  }
}
