import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LogQuery,
  PromoteRequest,
  Promotion,
  PromotionQuery,
  RollbackRequest,
} from '@towpath/plugin-environment-common';
import type { JsonObject } from '@backstage/types';
import type { People } from './Person';
import type { Call, PromotionService, StartCall } from './PromotionService';

interface Options {
  inner: PromotionService;
  auditor: AuditorService;
  people: People;
}

/** Writes down who changed what, and who was refused. Outermost, so that no change goes around it. */
export class AuditedPromotionService implements PromotionService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  list(query: PromotionQuery, call: Call) {
    return this.#options.inner.list(query, call);
  }

  get(id: string, call: Call) {
    return this.#options.inner.get(id, call);
  }

  log(id: string, query: LogQuery, call: Call) {
    return this.#options.inner.log(id, query, call);
  }

  previewRollback(id: string, call: Call) {
    return this.#options.inner.previewRollback(id, call);
  }

  promote(request: PromoteRequest, call: StartCall) {
    const { service, from, to, version, reason } = request;
    return this.#record(
      'promotion-create',
      { service, from, to, ...defined({ version, reason }) },
      call,
      () => this.#options.inner.promote(request, call),
    );
  }

  approve(
    id: string,
    request: { digest: string; comment?: string },
    call: Call,
  ) {
    return this.#record('promotion-approve', { id, ...request }, call, () =>
      this.#options.inner.approve(id, request, call),
    );
  }

  reject(id: string, request: { comment: string }, call: Call) {
    return this.#record('promotion-reject', { id, ...request }, call, () =>
      this.#options.inner.reject(id, request, call),
    );
  }

  cancel(id: string, request: { reason?: string }, call: Call) {
    return this.#record('promotion-cancel', { id, ...request }, call, () =>
      this.#options.inner.cancel(id, request, call),
    );
  }

  retry(id: string, call: Call) {
    return this.#record('promotion-retry', { id }, call, () =>
      this.#options.inner.retry(id, call),
    );
  }

  rollback(id: string, request: RollbackRequest, call: StartCall) {
    return this.#record(
      'promotion-rollback',
      { reverts: id, ...request },
      call,
      () => this.#options.inner.rollback(id, request, call),
      request.overrideFreeze ? 'critical' : 'high',
    );
  }

  async #record(
    eventId: string,
    meta: JsonObject,
    { credentials }: Call,
    change: () => Promise<Promotion>,
    severityLevel: AuditorServiceEventSeverityLevel = 'medium',
  ): Promise<Promotion> {
    const person = await this.#options.people.find(credentials);
    const event = await this.#options.auditor.createEvent({
      eventId,
      severityLevel,
      meta: { ...meta, by: person?.ref ?? 'a service' },
    });
    try {
      const promotion = await change();
      await event.success({ meta: outcomeOf(promotion) });
      return promotion;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }
}

function outcomeOf(promotion: Promotion): JsonObject {
  const { id, service, to, version, status, approval } = promotion;
  const approvedBy = approval.decisions
    .filter(one => one.verdict === 'approved' && !one.void)
    .map(({ by }) => by);
  return { id, service, to, version, status, approvedBy };
}

function defined(values: Record<string, string | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
}
