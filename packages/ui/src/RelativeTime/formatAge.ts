import type { DateTime } from 'luxon';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * An age in words of at most one unit: "now", "3 min ago", "in 2 days".
 *
 * @param moment - the moment to speak of, before or after `now`.
 * @param now - the present.
 */
export function formatAge(moment: DateTime, now: DateTime): string {
  if (secondsBetween(moment, now) < MINUTE) {
    return 'now';
  }
  return (
    moment.toRelative({ base: now, style: 'short', locale: 'en-US' }) ?? ''
  );
}

/** An age for a column of ages, whole units, at most seven letters: "now", "3 min", "2 h", "9 d". */
export function formatShortAge(moment: DateTime, now: DateTime): string {
  const seconds = secondsBetween(moment, now);
  if (seconds < MINUTE) return 'now';
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

function secondsBetween(moment: DateTime, now: DateTime): number {
  return Math.abs(now.diff(moment, 'seconds').seconds);
}
