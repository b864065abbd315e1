import { readRetryAfter } from '@towpath/clock';

/**
 * Milliseconds after which a host wants to be asked again: its `Retry-After`, or the end of GitHub's hour once nothing of
 * it is left.
 */
export function readPause(headers: Headers, now: number): number | undefined {
  const after = readRetryAfter(headers, now);
  if (after !== undefined) return after;
  const left = headers.get('x-ratelimit-remaining');
  const reset = Number(headers.get('x-ratelimit-reset'));
  return left === '0' && reset > 0
    ? Math.max(0, reset * 1000 - now)
    : undefined;
}
