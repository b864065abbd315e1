import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  LogQuery,
  PromoteRequest,
  Promotion,
  PromotionQuery,
  RollbackRequest,
} from '@towpath/plugin-environment-common';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../api/Caller';
import { audited, type AuditedChange } from '../audit/audited';
import type { PromotionService } from './PromotionService';

interface Options {
  inner: PromotionService;
  auditor: AuditorService;
}

/** Writes down who changed what, and who was refused. Outermost, so that no change goes around it. */
export class AuditedPromotionService implements PromotionService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  list(query: PromotionQuery, caller: Caller) {
    return this.#options.inner.list(query, caller);
  }

  get(id: string, caller: Caller) {
    return this.#options.inner.get(id, caller);
  }

  log(id: string, query: LogQuery, caller: Caller) {
    return this.#options.inner.log(id, query, caller);
  }

  previewRollback(id: string, caller: Caller) {
    return this.#options.inner.previewRollback(id, caller);
  }

  promote(request: PromoteRequest, caller: Caller, idempotencyKey?: string) {
    const { service, from, to, version, reason, overrideSetback } = request;
    const meta = {
      service,
      from,
      to,
      ...defined({ version, reason }),
      ...(overrideSetback && { overrideSetback }),
    };
    return this.#record(caller, { eventId: 'promotion-create', meta }, () =>
      this.#options.inner.promote(request, caller, idempotencyKey),
    );
  }

  approve(
    id: string,
    request: { digest: string; comment?: string },
    caller: Caller,
  ) {
    const meta = { id, ...request };
    return this.#record(caller, { eventId: 'promotion-approve', meta }, () =>
      this.#options.inner.approve(id, request, caller),
    );
  }

  reject(id: string, request: { comment: string }, caller: Caller) {
    const meta = { id, ...request };
    return this.#record(caller, { eventId: 'promotion-reject', meta }, () =>
      this.#options.inner.reject(id, request, caller),
    );
  }

  cancel(id: string, request: { reason?: string }, caller: Caller) {
    const meta = { id, ...request };
    return this.#record(caller, { eventId: 'promotion-cancel', meta }, () =>
      this.#options.inner.cancel(id, request, caller),
    );
  }

  retry(id: string, caller: Caller) {
    const meta = { id };
    return this.#record(caller, { eventId: 'promotion-retry', meta }, () =>
      this.#options.inner.retry(id, caller),
    );
  }

  rollback(
    id: string,
    request: RollbackRequest,
    caller: Caller,
    idempotencyKey?: string,
  ) {
    const change = {
      eventId: 'promotion-rollback',
      meta: { reverts: id, ...request },
      severityLevel: request.overrideFreeze ? 'critical' : 'high',
    } as const;
    return this.#record(caller, change, () =>
      this.#options.inner.rollback(id, request, caller, idempotencyKey),
    );
  }

  #record(
    caller: Caller,
    change: AuditedChange<Promotion>,
    act: () => Promise<Promotion>,
  ): Promise<Promotion> {
    const { auditor } = this.#options;
    return audited(auditor, caller, { ...change, outcome: outcomeOf }, act);
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
