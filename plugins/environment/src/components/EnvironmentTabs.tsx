import { useRouteRef } from '@backstage/core-plugin-api';
import { PageTabs } from '@towpath/ui';
import { useWaitingForMe } from '../queries/useDeployments';
import {
  approvalsRouteRef,
  freezesRouteRef,
  inboxRouteRef,
  promotionsRouteRef,
  rootRouteRef,
} from '../routes';

/** The ways between the pages of environments, with how much waits for the person who looks. */
export function EnvironmentTabs() {
  const board = useRouteRef(rootRouteRef);
  const promotions = useRouteRef(promotionsRouteRef);
  const approvals = useRouteRef(approvalsRouteRef);
  const inbox = useRouteRef(inboxRouteRef);
  const freezes = useRouteRef(freezesRouteRef);
  const { data: waiting } = useWaitingForMe();
  const count = waiting?.items.length ?? 0;
  const more = waiting?.nextCursor ? '+' : '';
  return (
    <PageTabs
      label="Environments"
      tabs={[
        { to: board(), words: 'Board', alone: true },
        { to: promotions(), words: 'Promotions' },
        {
          to: inbox?.() ?? approvals(),
          words: count > 0 ? `Approvals (${count}${more})` : 'Approvals',
        },
        { to: freezes(), words: 'Freezes' },
      ]}
    />
  );
}
