import type { Deployment } from '@towpath/plugin-environment-common';
import { RelativeTime } from '@towpath/ui';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { promoteSearch, type PromotionPlace } from '../../lib/promoteSearch';
import { SetbackLink } from '../deployment/SetbackLink';
import { Person } from '@towpath/plugin-runs-react';
import { useLaneStyles } from './useLaneStyles';

/** What {@link Setback} needs. */
export interface SetbackProps {
  place: PromotionPlace;
  setback: NonNullable<Deployment['setback']>;
}

/** Says why the version of the source is not offered, and leads to where it can be promoted all the same. */
export function Setback({ place, setback }: SetbackProps) {
  const classes = useLaneStyles();
  const [search] = useSearchParams();
  const { what, by, at, reason } = setback;
  return (
    <div className={classes.hold}>
      <div>
        <SetbackLink setback={setback} />
        {what === 'rolled-back' && (
          <> by {by ? <Person by={by} /> : 'itself'}</>
        )}
        , <RelativeTime at={at} />, so it is not offered again.
      </div>
      <div className={classes.quiet}>{reason}</div>
      <RouterLink to={{ search: promoteSearch(search, place) }}>
        Look at it all the same
      </RouterLink>
    </div>
  );
}
