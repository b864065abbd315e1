import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ApplicationWaitError,
  ArgoCdError,
  isOperationInProgress,
  type Application,
  type ArgoCdClient,
  type ApplicationRef,
} from '@towpath/argocd';

/** What one run of an action works with. */
export interface Run {
  client: ArgoCdClient;
  ref: ApplicationRef;
  logger: LoggerService;
  signal?: AbortSignal;
  /** When the time of this run is over, in milliseconds since 1970. */
  deadline: number;
}

export function remainingMs({ deadline }: Run): number {
  return Math.max(deadline - Date.now(), 1);
}

/** Logs each new state of an application while it is waited for. */
export function logProgress({ logger }: Run) {
  return (_: Application, missing: string) =>
    logger.info(`Waiting: ${missing}`);
}

/**
 * Begins an operation by `start`. Waits for another one that runs, and when the answer is lost on the
 * way, looks whether the operation has begun nevertheless.
 */
export async function beginOperation(
  run: Run,
  start: () => Promise<unknown>,
  hasBegun: (application: Application) => boolean,
): Promise<void> {
  for (;;) {
    try {
      await start();
      return;
    } catch (error) {
      run.signal?.throwIfAborted();
      if (isOperationInProgress(error) && Date.now() < run.deadline) {
        await waitForOther(run);
      } else if (isOutcomeUnknown(error)) {
        const { client, ref, signal } = run;
        if (hasBegun(await client.get(ref, { signal }))) return;
        throw error;
      } else {
        throw error;
      }
    }
  }
}

async function waitForOther(run: Run): Promise<void> {
  run.logger.info(
    'Another operation runs at this application; this one begins when it has ended',
  );
  try {
    await run.client.wait(run.ref, {
      until: { operationDone: true },
      deadlineMs: remainingMs(run),
      signal: run.signal,
      onProgress: logProgress(run),
    });
  } catch (error) {
    // How the other one ended is not for this run to judge.
    const ended =
      error instanceof ApplicationWaitError && error.end === 'operation-failed';
    if (!ended) throw error;
  }
}

function isOutcomeUnknown(error: unknown): boolean {
  return (
    ArgoCdError.is(error) &&
    !error.neverSent &&
    ['unreachable', 'timeout', 'server'].includes(error.problem)
  );
}

/** What runs now, as one line: `Synced, Healthy, revision abc`. */
export function describeState({ status }: Application): string {
  const revision =
    status?.sync?.revision ?? status?.sync?.revisions?.join(', ');
  return [
    status?.sync?.status ?? 'sync unknown',
    status?.health?.status ?? 'health unknown',
    ...(revision ? [`revision ${revision}`] : []),
  ].join(', ');
}

export function deployedRevision({ status }: Application): string {
  const result = status?.operationState?.syncResult;
  return (
    result?.revision ||
    result?.revisions?.join(',') ||
    status?.sync?.revision ||
    ''
  );
}
