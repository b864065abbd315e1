import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { approvalsRouteRef } from '../../routes';
import { useWaitingForMe } from '../../queries/useDeployments';

/** How many promotions wait for the approval of the person who looks; nothing when none does. */
export function WaitingLink() {
  const { data } = useWaitingForMe();
  const path = useRouteRef(approvalsRouteRef);
  if (!data || data.items.length === 0) return null;
  const count = `${data.items.length}${data.nextCursor ? '+' : ''}`;
  return (
    <Link to={path()}>
      {count} waiting for me <span aria-hidden>▸</span>
    </Link>
  );
}
