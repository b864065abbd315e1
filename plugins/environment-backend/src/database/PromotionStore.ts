import { oneAtATime } from '@towpath/backend-kit';
import type { EnvironmentTargetRef } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { countUnfinished, type UnfinishedCount } from './countUnfinished';
import { findAlive } from './findAlive';
import { findCandidates, type Candidate } from './findCandidates';
import { findLatestWrites } from './findLatestWrites';
import { findRevertedBy } from './findRevertedBy';
import { findUnderWay, type UnderWay } from './findUnderWay';
import { listPromotionIds, type PromotionFilter } from './listPromotionIds';
import type { PromotionRow } from './PromotionRow';

type Place = Required<EnvironmentTargetRef>;

/** What promotions are found by, beside their runs. */
export class PromotionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All or nothing: a run and its row are made together. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  async insert(
    row: Omit<PromotionRow, 'written_at'>,
    trx: Knex.Transaction,
  ): Promise<void> {
    await trx<PromotionRow>('promotions').insert(row);
  }

  /** From here to the end of the transaction, nobody else begins what somebody asked for. */
  beginAlone(trx: Knex.Transaction): Promise<void> {
    return oneAtATime(trx, 'promotions');
  }

  countUnfinished(
    row: Pick<
      PromotionRow,
      'kind' | 'service' | 'environment' | 'requested_by'
    >,
    trx: Knex.Transaction,
  ): Promise<UnfinishedCount> {
    return countUnfinished(trx, row);
  }

  /** What the person got who gave this key before. */
  async findByKey(
    kind: string,
    requestedBy: string,
    key: string,
    connection: Knex = this.#knex,
  ): Promise<Pick<PromotionRow, 'id' | 'request_digest'> | undefined> {
    return connection<PromotionRow>('promotions')
      .where({ kind, requested_by: requestedBy, idempotency_key: key })
      .first('id', 'request_digest');
  }

  /** Other people are asked than before. */
  async setApprovers(id: string, approvers: string[]): Promise<void> {
    await this.#knex<PromotionRow>('promotions')
      .where({ id })
      .update({ approvers });
  }

  /** From now on it has changed what is delivered. */
  async markWritten(id: string, at: Date): Promise<void> {
    await this.#knex<PromotionRow>('promotions')
      .where({ id })
      .whereNull('written_at')
      .update({ written_at: at });
  }

  listIds(
    filter: PromotionFilter,
    page: { limit: number; after?: string },
  ): Promise<string[]> {
    return listPromotionIds(this.#knex, filter, page);
  }

  findUnderWay(services: string[]): Promise<UnderWay[]> {
    return findUnderWay(this.#knex, services);
  }

  findAlive(environment?: string): Promise<string[]> {
    return findAlive(this.#knex, environment);
  }

  findLatestWrites(places: Place[]): Promise<Map<string, string>> {
    return findLatestWrites(this.#knex, places);
  }

  findRevertedBy(ids: string[]): Promise<Map<string, string>> {
    return findRevertedBy(this.#knex, ids);
  }

  findCandidates(query: {
    from: string;
    to: string;
    services?: string[];
  }): Promise<Candidate[]> {
    return findCandidates(this.#knex, query);
  }
}
