import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { approvalsRouteRef, inboxRouteRef } from '../../routes';
import { useWaitingForMe } from '../../queries/useDeployments';

/** How many promotions wait for the approval of the person who looks; nothing when none does. */
export function WaitingLink() {
  const { data } = useWaitingForMe();
  const approvals = useRouteRef(approvalsRouteRef);
  const inbox = useRouteRef(inboxRouteRef);
  if (!data || data.items.length === 0) return null;
  const count = `${data.items.length}${data.nextCursor ? '+' : ''}`;
  return (
    <Link to={inbox?.() ?? approvals()}>
      {count} waiting for me <span aria-hidden>▸</span>
    </Link>
  );
}
