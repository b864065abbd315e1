import type { Knex } from 'knex';
import { findCandidates, type Candidate } from './findCandidates';

/** Which versions environments have brought by themselves, and which they could bring next. */
export class AutomaticVersions {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** From now on it does not come by itself any more, also when its run is deleted after its time. */
  async add(
    version: { service: string; environment: string; version: string },
    trx: Knex.Transaction,
  ): Promise<void> {
    await trx('automatic_versions').insert(version).onConflict().ignore();
  }

  findCandidates(query: {
    from: string;
    to: string;
    services?: string[];
  }): Promise<Candidate[]> {
    return findCandidates(this.#knex, query);
  }
}
