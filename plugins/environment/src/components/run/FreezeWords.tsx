import type { Freeze } from '@towpath/plugin-environment-common';
import { RelativeTime } from '@towpath/ui';

/** The freeze that holds, why, and until when. */
export function FreezeWords({ freeze }: { freeze: Freeze }) {
  return (
    <>
      {freeze.environment} is frozen: {freeze.reason}
      {freeze.endsAt && (
        <>
          , ends <RelativeTime at={freeze.endsAt} />
        </>
      )}
      .
    </>
  );
}
