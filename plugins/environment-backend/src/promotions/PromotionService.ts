import type { Caller } from '@towpath/backend-kit';
import type {
  LogLine,
  LogQuery,
  Page,
  PromoteRequest,
  Promotion,
  PromotionQuery,
  RollbackPreview,
  RollbackRequest,
} from '@towpath/plugin-environment-common';

/**
 * Promotions of services from one environment to the next, and their rollbacks. The same
 * idempotency key by the same person begins one once; with another request it is refused.
 *
 * Methods throw NotFoundError, InputError, ConflictError when it is not the moment, KeyReusedError,
 * and NotAllowedError that names the permission or the rule.
 */
export interface PromotionService {
  list(query: PromotionQuery, caller: Caller): Promise<Page<Promotion>>;
  get(id: string, caller: Caller): Promise<Promotion>;
  log(
    id: string,
    query: LogQuery,
    caller: Caller,
  ): Promise<{ lines: LogLine[]; ended: boolean }>;
  promote(
    request: PromoteRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<Promotion>;
  approve(
    id: string,
    request: { digest: string; comment?: string },
    caller: Caller,
  ): Promise<Promotion>;
  reject(
    id: string,
    request: { comment: string },
    caller: Caller,
  ): Promise<Promotion>;
  cancel(
    id: string,
    request: { reason?: string },
    caller: Caller,
  ): Promise<Promotion>;
  retry(id: string, caller: Caller): Promise<Promotion>;
  previewRollback(id: string, caller: Caller): Promise<RollbackPreview>;
  rollback(
    id: string,
    request: RollbackRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<Promotion>;
}
