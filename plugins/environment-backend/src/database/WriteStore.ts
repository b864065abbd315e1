import {
  stringifyTargetRef,
  type EnvironmentTargetRef,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/** A row of the table `promotion_writes`. */
interface WriteRow {
  id: string;
  service: string;
  environment: string;
  written_at: Date;
  reverts: string | null;
  undone_at: Date | null;
}

/** A change of what is delivered to a place. */
export interface Write extends Required<EnvironmentTargetRef> {
  /** Of the run. */
  id: string;
  at: Date;
  /** The promotion that a rollback takes back. */
  reverts?: string;
}

/** When promotions and rollbacks changed what is delivered. It outlives their runs, as what they wrote does. */
export class WriteStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The first time that a run is said to have written counts. What a rollback takes back is undone. */
  async add({ id, service, environment, at, reverts }: Write): Promise<void> {
    await this.#knex.transaction(async trx => {
      await trx<WriteRow>('promotion_writes')
        .insert({ id, service, environment, written_at: at, reverts })
        .onConflict('id')
        .ignore();
      if (reverts) await this.undo(reverts, at, trx);
    });
  }

  async undo(id: string, at: Date, trx: Knex.Transaction): Promise<void> {
    await trx<WriteRow>('promotion_writes')
      .where({ id })
      .whereNull('undone_at')
      .update({ undone_at: at });
  }

  /**
   * The promotion that was the last to change what is delivered, by target reference. What was taken
   * back does not count: the one before it stands again.
   */
  async findLatest(
    places: Required<EnvironmentTargetRef>[],
  ): Promise<Map<string, string>> {
    const rows = await this.#knex<WriteRow>('promotion_writes')
      .distinctOn('service', 'environment')
      .whereIn(
        ['service', 'environment'],
        places.map(({ service, environment }) => [service, environment]),
      )
      .whereNull('undone_at')
      .whereNull('reverts')
      .orderBy(['service', 'environment'])
      .orderBy('written_at', 'desc')
      .select('id', 'service', 'environment');
    return new Map(rows.map(row => [stringifyTargetRef(row), row.id]));
  }
}
