import type {
  Check,
  Comparison,
  CompareQuery,
  EnvironmentSummary,
  Freeze,
  FreezeQuery,
  FreezeRequest,
  HistoryEntry,
  HistoryQuery,
  InstanceStatus,
  KnownName,
  LogLine,
  LogQuery,
  Page,
  PromoteRequest,
  Promotion,
  PromotionQuery,
  RollbackPreview,
  RollbackRequest,
  Service,
  ServiceQuery,
} from './types';

/**
 * What the environment plugin answers: pages, template actions and tests call it alike. Services
 * are given as entity references or names, environments as names. Times are RFC 3339 text.
 *
 * Every method throws a ResponseError; the message of its cause names the field, the value and the way out.
 */
export interface EnvironmentApi {
  listEnvironments(): Promise<EnvironmentSummary[]>;
  getStatus(): Promise<InstanceStatus[]>;
  listServices(
    query?: ServiceQuery,
  ): Promise<Page<Service> & { total: number }>;
  getService(ref: string): Promise<Service>;
  /** Which service the platform's side means by a reference; 404 while nothing there names it. */
  getKnownName(ref: string): Promise<KnownName>;
  getHistory(ref: string, query?: HistoryQuery): Promise<Page<HistoryEntry>>;
  liftHold(ref: string, environment: string): Promise<void>;
  compare(query: CompareQuery): Promise<Comparison>;

  listPromotions(query?: PromotionQuery): Promise<Page<Promotion>>;
  getPromotion(id: string): Promise<Promotion>;
  getPromotionLog(
    id: string,
    query?: LogQuery,
  ): Promise<{ lines: LogLine[]; ended: boolean }>;
  /** With the same key, the same person gets the same promotion. */
  promote(
    request: PromoteRequest,
    options?: { idempotencyKey?: string },
  ): Promise<Promotion>;
  approve(
    id: string,
    request: { digest: string; comment?: string },
  ): Promise<Promotion>;
  reject(id: string, request: { comment: string }): Promise<Promotion>;
  cancel(id: string, request?: { reason?: string }): Promise<Promotion>;
  retry(id: string): Promise<Promotion>;
  previewRollback(id: string): Promise<RollbackPreview>;
  rollback(
    id: string,
    request: RollbackRequest,
    options?: { idempotencyKey?: string },
  ): Promise<Promotion>;

  listFreezes(query?: FreezeQuery): Promise<Page<Freeze>>;
  createFreeze(request: FreezeRequest): Promise<Freeze>;
  endFreeze(id: string): Promise<void>;
  reportCheck(check: Check): Promise<void>;
}
