import { DateTime } from 'luxon';
import { useNow } from '../RelativeTime/useNow';
import { formatExactly, formatMoment } from './formatMoment';

/**
 * A moment near now on the reader's clock, with its zone; the exact one is in the title.
 *
 * @param props - `at` in ISO 8601.
 */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  const moment = DateTime.fromISO(at);
  return (
    <time dateTime={at} title={formatExactly(moment)}>
      {formatMoment(moment, now)}
    </time>
  );
}
