import { Redactor } from '@towpath/redact';
import type { HostEnding, HostFailure } from './failures';
import { readPause } from './readPause';
import { wordsOf } from './wordsOf';

const LONGEST = 500;

/** What a 403 says of an archive, a mirror or a rule, and not of who asks. */
const OF_THE_REPOSITORY =
  /archiv|mirror|read.?only|protected|rule|disabled|locked/i;

const OF_THE_RATE = /rate limit|abuse detection|retry later/i;

/** Statuses of the 400s by which a host asks for patience. */
const BUSY = [408, 425, 429];

/** What an answer means that is no 2xx. */
export function readRefusal(
  { status, headers }: Response,
  text: string,
  { secrets, now }: { secrets: string[]; now: number },
): HostFailure {
  const said = wordsOf(text);
  const words = new Redactor(secrets).text(said ?? text).slice(0, LONGEST);
  const retryAfterMs = readPause(headers, now);
  const ending = endingOf(status, words, {
    isJson: said !== undefined,
    waits: retryAfterMs !== undefined,
  });
  return { ending, status, words, ...(retryAfterMs && { retryAfterMs }) };
}

function endingOf(
  status: number,
  words: string,
  { isJson, waits }: { isJson: boolean; waits: boolean },
): HostEnding {
  if (status < 400) return 'not-understood';
  if (status >= 500 || BUSY.includes(status)) return 'away';
  // GitHub limits by a 403 too.
  if (OF_THE_RATE.test(words) || (status === 403 && waits)) return 'away';
  // Something before the host that says 404, as while it starts, does not say it as the host does.
  if (status === 404) return isJson ? 'missing' : 'not-understood';
  if (status === 401) return 'denied';
  return status === 403 && !OF_THE_REPOSITORY.test(words)
    ? 'denied'
    : 'refused';
}
