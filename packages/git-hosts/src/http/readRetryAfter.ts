/**
 * Milliseconds after which a host wants to be asked again: `Retry-After` in seconds or as a date, or the end of
 * GitHub's hour once nothing of it is left.
 */
export function readRetryAfter(
  headers: Headers,
  now: number,
): number | undefined {
  const after = headers.get('retry-after')?.trim();
  if (after) return fromNow(after, now);
  const left = headers.get('x-ratelimit-remaining');
  const reset = Number(headers.get('x-ratelimit-reset'));
  return left === '0' && reset > 0
    ? Math.max(0, reset * 1000 - now)
    : undefined;
}

function fromNow(after: string, now: number): number | undefined {
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
