import { NotFoundError } from '@backstage/errors';
import { isUuid, refuseCursor } from '@towpath/backend-kit';
import {
  stringifyTargetRef,
  type Page,
  type Promotion,
} from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { PromotionFilter } from '../database/listPromotionIds';
import type { PromotionStore } from '../database/PromotionStore';
import type { Surroundings } from '../model/abilities';
import type { Person } from '../model/Person';
import {
  deliveryOf,
  type DeliveryRun,
  type DeliveryState,
  type PromotionInput,
} from '../model/runs';
import { presentPromotion } from './presentPromotion';

/** Promotions as they are answered, each with what is known beside its run. */
export class PromotionReader {
  readonly #engine: WorkflowEngine;
  readonly #store: PromotionStore;

  constructor(options: { engine: WorkflowEngine; store: PromotionStore }) {
    this.#engine = options.engine;
    this.#store = options.store;
  }

  /** @throws NotFoundError */
  async run(id: string): Promise<DeliveryRun> {
    if (!isUuid(id)) {
      throw new NotFoundError(`There is no promotion "${id}"`);
    }
    return (await this.#engine.get(id)) as DeliveryRun;
  }

  async has(id: string): Promise<boolean> {
    try {
      await this.run(id);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }

  async get(id: string, person?: Person): Promise<Promotion> {
    return this.present(await this.run(id), person);
  }

  async present(run: DeliveryRun, person?: Person): Promise<Promotion> {
    const [promotion] = await this.#presentAll([run], person);
    return promotion;
  }

  /** Newest first. */
  async list(
    filter: PromotionFilter,
    { limit, cursor }: { limit: number; cursor?: string },
    person?: Person,
  ): Promise<Page<Promotion>> {
    if (cursor !== undefined && !isUuid(cursor)) throw refuseCursor(cursor);
    const ids = await this.#store.listIds(filter, { limit, after: cursor });
    const page = ids.slice(0, limit);
    const runs = await this.#runs(page);
    return {
      items: await this.#presentAll(runs, person),
      ...(ids.length > limit && { nextCursor: page.at(-1) }),
    };
  }

  /** What rolling back, and showing whether one can, depends on beside the run. */
  async surroundings(run: DeliveryRun): Promise<Surroundings> {
    const of = await this.#surroundingsOf([run]);
    return of(run);
  }

  async #runs(ids: string[]): Promise<DeliveryRun[]> {
    if (ids.length === 0) return [];
    const { items } = await this.#engine.list<PromotionInput, DeliveryState>({
      ids,
      limit: ids.length,
    });
    const byId = new Map(items.map(run => [run.id, run as DeliveryRun]));
    return ids.flatMap(id => byId.get(id) ?? []);
  }

  async #presentAll(
    runs: DeliveryRun[],
    person?: Person,
  ): Promise<Promotion[]> {
    const of = await this.#surroundingsOf(runs);
    return runs.map(run => presentPromotion(run, of(run), person));
  }

  async #surroundingsOf(
    runs: DeliveryRun[],
  ): Promise<(run: DeliveryRun) => Surroundings> {
    const [reverted, latest] = await Promise.all([
      this.#store.findRevertedBy(runs.map(({ id }) => id)),
      this.#store.findLatestWrites(runs.map(placeOf)),
    ]);
    return run => ({
      revertedBy: reverted.get(run.id),
      latestWrite: latest.get(stringifyTargetRef(placeOf(run))),
    });
  }
}

function placeOf(run: DeliveryRun) {
  const { service, to } = deliveryOf(run);
  return { service: service.ref, environment: to };
}
