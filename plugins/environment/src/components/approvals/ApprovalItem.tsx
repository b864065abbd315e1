import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Promotion } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip } from '@towpath/ui';
import { useFocusLater } from '../../hooks/useFocusLater';
import { promotionRouteRef } from '../../routes';
import { Changes } from '../shared/Changes';
import { Gates } from '../shared/Gates';
import { Part } from '../shared/Part';
import { Person } from '../shared/Person';
import { PromotionTitle } from '../shared/PromotionTitle';
import { useCalmStyles } from '../shared/useCalmStyles';
import { ApprovalForm } from './ApprovalForm';
import { ApprovalsNeeded } from './ApprovalsNeeded';

/** A promotion to decide about: what it changes, what its gates say, and the decision. */
export function ApprovalItem({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const link = useFocusLater<HTMLAnchorElement>();
  const { id, reason, requestedBy, automatic, createdAt, status } = promotion;
  const { edits, commits = [], gates = [] } = promotion;
  const waits = status === 'awaiting-approval';
  return (
    <li className={`${classes.row} ${classes.stack}`}>
      <div className={classes.line}>
        {!waits && <StateChip state={status} />}
        <Link
          to={promotionRoute({ id })}
          className={classes.strong}
          ref={link.ref}
        >
          <PromotionTitle promotion={promotion} />
        </Link>
        <span className={classes.quiet}>
          asked by <Person by={requestedBy} automatic={automatic} />{' '}
          <RelativeTime at={createdAt} />
          {commits.length > 0 && ` · ${commits.length} commits`}
        </span>
      </div>
      {reason && <p className={classes.quiet}>“{reason}”</p>}
      {waits && (
        <>
          <div className={classes.sides}>
            <Part title="What changes">
              <Changes edits={edits} label="What changes" />
            </Part>
            <Part title="Gates, as they stood when it was asked for">
              <Gates gates={gates} label="Gates" />
            </Part>
          </div>
          <ApprovalsNeeded promotion={promotion} />
          <ApprovalForm promotion={promotion} onDecided={link.focus} />
        </>
      )}
    </li>
  );
}
