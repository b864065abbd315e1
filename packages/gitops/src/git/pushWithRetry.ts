import { ServiceUnavailableError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { isOutdated } from './explainFailure';

const TRIES = 60;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** How often a push without an answer is repeated: the host may be down. */
const UNCERTAIN_TRIES = 3;

/** A push of which nobody knows whether it arrived. */
const isUncertain = (error: unknown) =>
  error instanceof ServiceUnavailableError;

const describeEnd = (error: unknown, attempts: number) =>
  isOutdated(error)
    ? new ServiceUnavailableError(
        `The branch moved on before each of ${attempts} pushes: repeat it later`,
        error,
      )
    : error;

/**
 * Repeats a task that pushes until it gets through. The task looks for its own effect each time.
 * Pauses are random, so that writers who met once do not meet again.
 */
export async function pushWithRetry<T>(
  clock: Clock,
  task: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let uncertain = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      signal?.throwIfAborted();
      if (isUncertain(error)) uncertain += 1;
      else if (!isOutdated(error)) throw error;
      if (attempt === TRIES || uncertain === UNCERTAIN_TRIES) {
        throw describeEnd(error, attempt);
      }
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    await clock.sleep(Math.random() * longest, signal);
  }
}
