import { NotFoundError } from '@backstage/errors';
import { isUuid } from '@towpath/backend-kit';
import {
  stringifyTargetRef,
  type Page,
  type Promotion,
} from '@towpath/plugin-environment-common';
import type { RunFilter, WorkflowEngine } from '@towpath/workflow';
import { findRevertedBy } from '../database/findRevertedBy';
import type { WriteStore } from '../database/WriteStore';
import type { Surroundings } from '../model/abilities';
import type { Person } from '../model/Person';
import {
  asDelivery,
  deliveryOf,
  RUN_KINDS,
  type DeliveryRun,
} from '../model/runs';
import { presentPromotion } from './presentPromotion';

/** Promotions as they are answered, each with what is known beside its run. */
export class PromotionReader {
  readonly #engine: WorkflowEngine;
  readonly #writes: WriteStore;

  constructor(options: { engine: WorkflowEngine; writes: WriteStore }) {
    this.#engine = options.engine;
    this.#writes = options.writes;
  }

  /** @throws NotFoundError */
  async run(id: string): Promise<DeliveryRun> {
    if (!isUuid(id)) {
      throw new NotFoundError(`There is no promotion "${id}"`);
    }
    return asDelivery(await this.#engine.get(id));
  }

  /** Whether a run is a promotion or a rollback. */
  async has(id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const found = await this.#engine.count({ kinds: RUN_KINDS, ids: [id] });
    return found > 0;
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
    filter: RunFilter,
    page: { limit: number; cursor?: string },
    person?: Person,
  ): Promise<Page<Promotion>> {
    const { items, nextCursor } = await this.#engine.list({
      kinds: RUN_KINDS,
      ...filter,
      ...page,
    });
    const promotions = await this.#presentAll(items.map(asDelivery), person);
    return { items: promotions.map(forList), nextCursor };
  }

  /** What rolling back, and showing whether one can, depends on beside the run. */
  async surroundings(run: DeliveryRun): Promise<Surroundings> {
    const of = await this.#surroundingsOf([run]);
    return of(run);
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
      findRevertedBy(
        this.#engine,
        runs.map(({ id }) => id),
      ),
      this.#writes.findLatest(runs.map(placeOf)),
    ]);
    return run => ({
      revertedBy: reverted.get(run.id),
      latestWrite: latest.get(stringifyTargetRef(placeOf(run))),
    });
  }
}

/** Whole files are long, and nobody decides about those of what has ended. */
function forList(promotion: Promotion): Promotion {
  const { endedAt, needs } = promotion;
  return endedAt && needs
    ? { ...promotion, needs: { ...needs, files: [] } }
    : promotion;
}

function placeOf(run: DeliveryRun) {
  const { service, to } = deliveryOf(run);
  return { service: service.ref, environment: to };
}
