import { DateTime } from 'luxon';

/**
 * A moment near now as people say it: "14:32" today, "Mon 08:00" within a
 * week, "4 Dec 08:00" beyond.
 */
export function formatMoment(moment: DateTime, now: DateTime): string {
  if (moment.hasSame(now, 'day')) {
    return moment.toFormat('HH:mm');
  }
  const days = Math.abs(moment.diff(now, 'days').days);
  return moment.toFormat(days < 6 ? 'ccc HH:mm' : 'd LLL HH:mm');
}
