import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  RollbackRequest,
  Run,
  RunKind,
  RunLog,
  RunLogQuery,
  RunPage,
  RunQuery,
} from './types';

/**
 * Runs of every kind, asked for by a person. Times are RFC 3339 text.
 *
 * Every method throws a ResponseError; the message of its cause names the field, the value and the way out.
 */
export interface RunsApi {
  listKinds(): Promise<RunKind[]>;
  list(query?: RunQuery): Promise<RunPage>;
  get(id: string): Promise<Run>;
  getLog(id: string, query?: RunLogQuery): Promise<RunLog>;
  approve(id: string, request: ApproveRequest): Promise<Run>;
  reject(id: string, request: RejectRequest): Promise<Run>;
  cancel(id: string, request?: CancelRequest): Promise<Run>;
  retry(id: string): Promise<Run>;
  /** Answers the run that takes it back. With the same key, the same person begins one. */
  rollBack(
    id: string,
    request: RollbackRequest,
    options?: { idempotencyKey?: string },
  ): Promise<Run>;
}
