import type { ArgoCdClient } from '../client/ArgoCdClient';
import { toStreamFields } from '../client/fields';
import { systemClock, type Clock } from '@towpath/clock';
import { ArgoCdError } from '../http/ArgoCdError';
import type { WatchItem, WatchOptions } from './WatchItem';

const RESYNC_EVERY_MS = 5 * 60_000;
const CHECK_EVERY_MS = 15_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** See {@link ArgoCdClient.watch}. */
export async function* watchApplications(
  client: ArgoCdClient,
  options: WatchOptions,
  clock: Clock,
): AsyncGenerator<WatchItem, never, undefined> {
  const { signal } = options;
  let retryInMs = FIRST_RETRY_MS;
  for (;;) {
    signal.throwIfAborted();
    const since = clock.now();
    try {
      yield* watchOnce(client, options);
    } catch (error) {
      signal.throwIfAborted();
      // A server that takes the connection and drops it at once is not well either.
      if (clock.now() - since > LONGEST_RETRY_MS) retryInMs = FIRST_RETRY_MS;
      yield { type: 'disconnected', error: error as Error, retryInMs };
      await clock.sleep(retryInMs, signal);
      retryInMs = Math.min(retryInMs * 2, LONGEST_RETRY_MS);
    }
  }
}

/** One snapshot and the changes after it, until it is time for the next or the connection breaks. */
async function* watchOnce(
  client: ArgoCdClient,
  options: WatchOptions,
): AsyncGenerator<WatchItem> {
  const {
    signal,
    fields,
    resyncEveryMs = RESYNC_EVERY_MS,
    checkEveryMs = CHECK_EVERY_MS,
    ...query
  } = options;
  const ageing = AbortSignal.timeout(resyncEveryMs);
  const refused = new AbortController();
  const left = new AbortController();
  const ended = AbortSignal.any([signal, ageing, refused.signal]);

  const { items } = await client.list(
    { ...query, fields: fields! },
    { signal },
  );
  yield { type: 'snapshot', applications: items };

  try {
    // Without a resourceVersion the stream begins with every application again. With one it would
    // begin with nothing, and a change between the list and the subscription would be lost.
    const events = client.openStream(
      { ...query, ...(fields && { fields: toStreamFields(fields) }) },
      ended,
    );
    const until = AbortSignal.any([ended, left.signal]);
    void endWhenRefused(client, refused, checkEveryMs, until);
    yield* events;
  } catch (error) {
    refused.signal.throwIfAborted();
    if (!ageing.aborted) throw error;
    return;
  } finally {
    left.abort();
  }
  throw new Error('the server closed the watch');
}

/** A server goes on with a stream that it began, also for a token that was revoked since. */
async function endWhenRefused(
  client: ArgoCdClient,
  refused: AbortController,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await systemClock.sleep(everyMs, signal);
      await client.account({ signal });
    } catch (error) {
      // What else is wrong with the server shows in the stream.
      if (ArgoCdError.is(error, 'credentials')) refused.abort(error);
    }
  }
}
