import type { BackstageCredentials } from '@backstage/backend-plugin-api';
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

/** Who asks. */
export interface Call {
  credentials: BackstageCredentials;
}

/** Who asks for something to begin; the same key by the same person begins it once. */
export interface StartCall extends Call {
  idempotencyKey?: string;
}

/**
 * Promotions of services from one environment to the next, and their roll backs.
 *
 * Methods throw NotFoundError, InputError, ConflictError when it is not the moment, and
 * NotAllowedError that names the permission or the rule.
 */
export interface PromotionService {
  list(query: PromotionQuery, call: Call): Promise<Page<Promotion>>;
  get(id: string, call: Call): Promise<Promotion>;
  log(
    id: string,
    query: LogQuery,
    call: Call,
  ): Promise<{ lines: LogLine[]; ended: boolean }>;
  promote(request: PromoteRequest, call: StartCall): Promise<Promotion>;
  approve(
    id: string,
    request: { digest: string; comment?: string },
    call: Call,
  ): Promise<Promotion>;
  reject(
    id: string,
    request: { comment: string },
    call: Call,
  ): Promise<Promotion>;
  cancel(
    id: string,
    request: { reason?: string },
    call: Call,
  ): Promise<Promotion>;
  retry(id: string, call: Call): Promise<Promotion>;
  previewRollback(id: string, call: Call): Promise<RollbackPreview>;
  rollback(
    id: string,
    request: RollbackRequest,
    call: StartCall,
  ): Promise<Promotion>;
}
