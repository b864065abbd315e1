import type { Clock } from '@towpath/clock';
import type { HostPlace } from '../location/HostedRepository';
import { errorOf, failureOf } from './failures';
import { readAnswer } from './readAnswer';
import { readRefusal } from './readRefusal';
import { NOBODY, send, type Sent } from './send';

const TIME_LIMIT_MS = 30_000;
/** Pauses before a question is put again to a host that names no time. */
const PAUSES_MS = [250, 1_000];
/** A host that wants to be left alone for longer is the matter of who asked. */
const LONGEST_PAUSE_MS = 10_000;

export interface DoorOptions {
  clock: Clock;
  /** After how long a call is given up, all of its attempts together. Default is 30 seconds. */
  timeLimitMs?: number;
}

/** Opens the way to the API of one host, for a client library to send its requests by. */
export type OpenDoor = (place: HostPlace, signal?: AbortSignal) => typeof fetch;

/**
 * The only way by which requests leave for a Git host. It adds the credentials, which no other host ever gets;
 * gives up after a time; puts a question again that failed, and nothing else; and ends with JSON or with an
 * error that {@link failureOf} knows.
 */
export function createDoor(options: DoorOptions): OpenDoor {
  return (place, cancelled) => async (input, init) => {
    const limit = AbortSignal.timeout(options.timeLimitMs ?? TIME_LIMIT_MS);
    const signal = cancelled ? AbortSignal.any([cancelled, limit]) : limit;
    const sent = { url: String(input), init: init ?? {}, signal };
    const pauses = isQuestion(sent) ? [...PAUSES_MS] : [];
    for (;;) {
      try {
        return await askOnce(place, sent, options.clock);
      } catch (error) {
        cancelled?.throwIfAborted();
        const pause = pauseAfter(error, pauses.shift());
        if (pause === undefined || limit.aborted) throw error;
        await options.clock.sleep(pause, cancelled);
      }
    }
  };
}

function isQuestion({ init }: Sent): boolean {
  return (init.method ?? 'GET') === 'GET';
}

/** Undefined when it is not to be asked again. */
function pauseAfter(error: unknown, usual?: number): number | undefined {
  const failure = failureOf(error);
  if (failure?.ending !== 'away' || usual === undefined) return undefined;
  const pause = failure.retryAfterMs ?? usual;
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}

async function askOnce(
  place: HostPlace,
  sent: Sent,
  clock: Clock,
): Promise<Response> {
  const credentials =
    place.isUnnamed && isQuestion(sent) ? NOBODY : await place.authorize();
  const { response, text } = await send(place, sent, credentials);
  if (response.ok) return readAnswer(place, response, text);
  const told = { secrets: credentials.secrets, now: clock.now() };
  throw errorOf(place, readRefusal(response, text, told));
}
