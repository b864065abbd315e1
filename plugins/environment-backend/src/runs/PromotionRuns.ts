import { InputError, NotFoundError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import { promotionToRun } from '@towpath/plugin-environment-common';
import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  RollbackRequest,
  Run,
  RunLog,
  RunLogQuery,
} from '@towpath/plugin-runs-common';
import type { RunListPage, RunListQuery, RunOperations } from '@towpath/runs';
import type { PromotionService } from '../promotions/PromotionService';

/** Promotions and rollbacks as runs among others, by the service that every other door calls. */
export class PromotionRuns implements RunOperations {
  readonly #promotions: PromotionService;

  /** @param promotions the protected one */
  constructor(promotions: PromotionService) {
    this.#promotions = promotions;
  }

  async list(
    { statuses, subject, ...query }: RunListQuery,
    caller: Caller,
  ): Promise<RunListPage> {
    try {
      const { items, nextCursor } = await this.#promotions.list(
        { ...query, status: statuses, service: subject },
        caller,
      );
      return { items: items.map(promotionToRun), nextCursor };
    } catch (error) {
      // A subject that is no service of ours has no promotions.
      if (subject && error instanceof NotFoundError) return { items: [] };
      throw error;
    }
  }

  async get(id: string, caller: Caller): Promise<Run> {
    return promotionToRun(await this.#promotions.get(id, caller));
  }

  log(id: string, query: RunLogQuery, caller: Caller): Promise<RunLog> {
    return this.#promotions.log(id, query, caller);
  }

  async approve(
    id: string,
    request: ApproveRequest,
    caller: Caller,
  ): Promise<Run> {
    return promotionToRun(await this.#promotions.approve(id, request, caller));
  }

  async reject(
    id: string,
    request: RejectRequest,
    caller: Caller,
  ): Promise<Run> {
    return promotionToRun(await this.#promotions.reject(id, request, caller));
  }

  async cancel(
    id: string,
    request: CancelRequest,
    caller: Caller,
  ): Promise<Run> {
    return promotionToRun(await this.#promotions.cancel(id, request, caller));
  }

  async retry(id: string, caller: Caller): Promise<Run> {
    return promotionToRun(await this.#promotions.retry(id, caller));
  }

  async rollBack(
    id: string,
    { reason, options }: RollbackRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<Run> {
    const request = { reason, ...readOptions(options) };
    return promotionToRun(
      await this.#promotions.rollback(id, request, caller, idempotencyKey),
    );
  }
}

/** @throws InputError for what a rollback does not take */
function readOptions({
  overrideFreeze,
  ...rest
}: Record<string, unknown> = {}) {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new InputError(
      `options.${unknown} is none of a promotion's roll back: it takes overrideFreeze`,
    );
  }
  if (overrideFreeze === undefined) return {};
  if (typeof overrideFreeze !== 'boolean') {
    throw new InputError('options.overrideFreeze has to be true or false');
  }
  return { overrideFreeze };
}
