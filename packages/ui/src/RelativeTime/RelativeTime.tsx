import { DateTime } from 'luxon';
import { formatExactly } from '../time/formatMoment';
import { formatAge, formatShortAge } from './formatAge';
import { useNow } from './useNow';

/** What {@link RelativeTime} needs. */
export interface RelativeTimeProps {
  /** A moment: ISO 8601, or milliseconds since 1970. */
  at: string | number;
  /** In a column of ages: "3 min" instead of "3 min. ago". */
  short?: boolean;
}

const toDateTime = (at: string | number): DateTime =>
  typeof at === 'number' ? DateTime.fromMillis(at) : DateTime.fromISO(at);

/**
 * How long ago something was; the age ticks, and the exact moment is in the
 * title. Shows what it was given when that is no moment.
 */
export function RelativeTime({ at, short }: RelativeTimeProps) {
  const now = useNow();
  const moment = toDateTime(at);
  if (!moment.isValid) {
    return <span>{String(at)}</span>;
  }
  return (
    <time
      dateTime={moment.toUTC().toISO() ?? undefined}
      title={formatExactly(moment)}
    >
      {short ? formatShortAge(moment, now) : formatAge(moment, now)}
    </time>
  );
}
