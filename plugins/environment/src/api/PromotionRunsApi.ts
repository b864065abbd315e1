import {
  PROMOTION_RUNS,
  promotionToRun,
  type EnvironmentApi,
} from '@towpath/plugin-environment-common';
import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  RollbackRequest,
  RunLogQuery,
  RunQuery,
  RunsApi,
} from '@towpath/plugin-runs-common';

/** Promotions as all the runs that there are, for an app without the plugin of runs. */
export class PromotionRunsApi implements RunsApi {
  readonly #environment: EnvironmentApi;

  constructor(environment: EnvironmentApi) {
    this.#environment = environment;
  }

  async listKinds() {
    const channel = 'environment:promotions';
    return [{ kind: PROMOTION_RUNS, title: 'Promotion', channel }];
  }

  async list({ kind, subject, ...query }: RunQuery = {}) {
    const { items, nextCursor } = await this.#environment.listPromotions({
      ...query,
      service: subject,
    });
    return { items: items.map(promotionToRun), nextCursor, unanswered: [] };
  }

  async get(id: string) {
    return promotionToRun(await this.#environment.getPromotion(id));
  }

  getLog(id: string, query?: RunLogQuery) {
    return this.#environment.getPromotionLog(id, query);
  }

  async approve(id: string, request: ApproveRequest) {
    return promotionToRun(await this.#environment.approve(id, request));
  }

  async reject(id: string, request: RejectRequest) {
    return promotionToRun(await this.#environment.reject(id, request));
  }

  async cancel(id: string, request?: CancelRequest) {
    return promotionToRun(await this.#environment.cancel(id, request));
  }

  async retry(id: string) {
    return promotionToRun(await this.#environment.retry(id));
  }

  async rollBack(
    id: string,
    { reason }: RollbackRequest,
    options?: { idempotencyKey?: string },
  ) {
    return promotionToRun(
      await this.#environment.rollback(id, { reason }, options),
    );
  }
}
