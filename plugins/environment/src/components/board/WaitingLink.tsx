import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useWaitingCount } from '@towpath/plugin-runs-react';
import { approvalsRouteRef, inboxRouteRef } from '../../routes';

/** How many runs of all kinds wait for the approval of the person who looks; nothing when none does. */
export function WaitingLink() {
  const count = useWaitingCount();
  const approvals = useRouteRef(approvalsRouteRef);
  const inbox = useRouteRef(inboxRouteRef);
  if (!count) return null;
  return (
    <Link to={inbox?.() ?? approvals()}>
      {count} waiting for me <span aria-hidden>▸</span>
    </Link>
  );
}
