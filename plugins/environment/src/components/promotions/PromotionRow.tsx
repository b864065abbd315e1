import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Promotion } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip } from '@towpath/ui';
import { promotionRouteRef } from '../../routes';
import { Person } from '../shared/Person';
import { PromotionTitle } from '../shared/PromotionTitle';
import { useCalmStyles } from '../shared/useCalmStyles';

/** One promotion in a list: how it stands, what it is, whose, since when. */
export function PromotionRow({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { id, status, requestedBy, automatic, createdAt, endedAt } = promotion;
  const { waitingFor, outcome } = promotion;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <span className={classes.state}>
          <StateChip state={status} />
        </span>
        <Link to={promotionRoute({ id })} className={classes.strong}>
          <PromotionTitle promotion={promotion} />
        </Link>
        <span className={classes.quiet}>
          by <Person by={requestedBy} automatic={automatic} />
        </span>
        <span className={`${classes.quiet} ${classes.end}`}>
          <RelativeTime at={endedAt ?? createdAt} />
        </span>
      </div>
      {(waitingFor || outcome) && (
        <p className={classes.quiet}>{waitingFor ?? outcome}</p>
      )}
    </li>
  );
}
