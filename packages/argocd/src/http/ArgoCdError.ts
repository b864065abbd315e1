import { CustomErrorBase } from '@backstage/errors';

/**
 * What went wrong, for code to decide on.
 *
 * `unreachable` no connection; `certificate` the connection is not trusted; `timeout` no answer in
 * time; `not-argocd` something else answers at that address; `credentials` token or password
 * refused; `forbidden` 403; `not-found` 404; `conflict` 409; `refused` 400 and 429, the server
 * understood and said no; `server` 5xx, and 400 or 403 where something behind it did not answer; `configuration` the instance
 * is not set up well enough to ask.
 */
export type ArgoCdProblem =
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'not-argocd'
  | 'credentials'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'server'
  | 'configuration';

export interface ArgoCdErrorDetails {
  instance: string;
  /** What was tried, in words: `sync application "shop"`. */
  operation: string;
  problem: ArgoCdProblem;
  /** What the server or the connection said, without instance and operation. */
  reason: string;
  /** The HTTP status of the answer, when there was one. */
  httpStatus?: number;
  /** The gRPC code that Argo CD put into its answer. */
  grpcCode?: number;
  /** Whether the request certainly never reached the server. */
  neverSent?: boolean;
  cause?: unknown;
}

/** An operation at an Argo CD instance did not work. The message names both and what to do. */
export class ArgoCdError extends CustomErrorBase {
  readonly name = 'ArgoCdError';
  readonly instance: string;
  readonly operation: string;
  readonly problem: ArgoCdProblem;
  readonly reason: string;
  // Not `status` or `statusCode`: Backstage would hand these on to the browser, and a 401 of
  // Argo CD would sign the person out of the portal.
  readonly httpStatus?: number;
  readonly grpcCode?: number;
  readonly neverSent: boolean;

  constructor(details: ArgoCdErrorDetails) {
    super(
      `Argo CD "${details.instance}" could not ${details.operation}: ${details.reason}`,
    );
    this.instance = details.instance;
    this.operation = details.operation;
    this.problem = details.problem;
    this.reason = details.reason;
    this.httpStatus = details.httpStatus;
    this.grpcCode = details.grpcCode;
    this.neverSent = details.neverSent ?? false;
    // Not through the base class, which would write the cause into the message.
    Object.assign(this, { cause: details.cause });
  }

  static is(error: unknown, problem?: ArgoCdProblem): error is ArgoCdError {
    return (
      error instanceof ArgoCdError && (!problem || error.problem === problem)
    );
  }
}

/** Whether the server is away for a while and not wrong: the same call may work later. */
export function isOutage(error: unknown): error is ArgoCdError {
  return (
    ArgoCdError.is(error, 'unreachable') ||
    ArgoCdError.is(error, 'timeout') ||
    ArgoCdError.is(error, 'server')
  );
}

/**
 * Whether the server has said no, and says so again until somebody changes something: the token is
 * refused, the account may not, there is no such thing.
 */
export function isFinal(error: unknown): error is ArgoCdError {
  const problems = ['credentials', 'forbidden', 'not-found', 'configuration'];
  if (!ArgoCdError.is(error)) return false;
  return (
    problems.includes(error.problem) ||
    (error.problem === 'refused' && error.httpStatus === 400)
  );
}

/** Whether a sync or rollback was refused because another operation runs. */
export function isOperationInProgress(error: unknown): boolean {
  return (
    ArgoCdError.is(error, 'refused') &&
    error.reason.includes('another operation is already in progress')
  );
}

/** Whether a sync was refused because a sync window is closed. */
export function isRefusedBySyncWindow(error: unknown): boolean {
  return ArgoCdError.is(error, 'forbidden') && /sync window/.test(error.reason);
}
