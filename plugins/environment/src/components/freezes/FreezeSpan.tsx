import { DateTime } from 'luxon';
import type { Freeze } from '@towpath/plugin-environment-common';
import { formatMoment, useNow } from '@towpath/ui';

/** From when to when, in words and on the reader's clock. */
export function FreezeSpan({ freeze }: { freeze: Freeze }) {
  const now = useNow();
  const { startsAt, endsAt, active, schedule } = freeze;
  const moment = (at: string) => formatMoment(DateTime.fromISO(at), now);
  const words = [
    schedule,
    !active && startsAt && `from ${moment(startsAt)}`,
    endsAt && `until ${moment(endsAt)}`,
  ].filter(Boolean);
  return <>{words.join(', ')}</>;
}
