import type { DateTime } from 'luxon';

/**
 * An age in words of at most one unit: "now", "3 min ago", "in 2 days".
 *
 * @param moment - the moment to speak of, before or after `now`.
 * @param now - the present.
 */
export function formatAge(moment: DateTime, now: DateTime): string {
  const seconds = Math.abs(now.diff(moment, 'seconds').seconds);
  if (seconds < 60) {
    return 'now';
  }
  return moment.toRelative({ base: now, style: 'short' }) ?? '';
}
