import { DateTime } from 'luxon';

/** The language of the portal, whatever that of the browser is. */
const LOCALE = 'en-US';

/**
 * A moment near now as people say it, with the zone of its clock: "14:32 GMT+1" today,
 * "Mon 08:00 GMT+1" within a week, "4 Dec 08:00 GMT+1" beyond.
 */
export function formatMoment(moment: DateTime, now: DateTime): string {
  const spoken = moment.setLocale(LOCALE);
  if (moment.hasSame(now, 'day')) {
    return spoken.toFormat('HH:mm ZZZZ');
  }
  const days = Math.abs(moment.diff(now, 'days').days);
  return spoken.toFormat(days < 6 ? 'ccc HH:mm ZZZZ' : 'd LLL HH:mm ZZZZ');
}

/** A moment with everything that tells it from others: "November 20, 2026 at 12:00 UTC". */
export function formatExactly(moment: DateTime): string {
  return moment
    .setLocale(LOCALE)
    .toLocaleString({ ...DateTime.DATETIME_FULL, hourCycle: 'h23' });
}
