/**
 * Milliseconds after which a server wants to be asked again: its `Retry-After`, in seconds or as a date.
 *
 * @param now - milliseconds since 1970
 * @returns undefined when it says nothing that can be read
 */
export function readRetryAfter(
  headers: Headers,
  now: number,
): number | undefined {
  const after = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
