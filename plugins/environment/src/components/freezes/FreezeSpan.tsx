import type { Freeze } from '@towpath/plugin-environment-common';
import { Moment } from '@towpath/ui';

/** From when to when on the reader's clock, and for one that comes again, how its definition has it. */
export function FreezeSpan({ freeze }: { freeze: Freeze }) {
  const { startsAt, endsAt, active, schedule } = freeze;
  return (
    <>
      {!active && startsAt && (
        <>
          from <Moment at={startsAt} />{' '}
        </>
      )}
      {endsAt && (
        <>
          until <Moment at={endsAt} />
        </>
      )}
      {schedule && ` (schedule: ${schedule})`}
    </>
  );
}
