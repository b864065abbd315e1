import { useRouteRef } from '@backstage/core-plugin-api';
import { useWaitingCount } from '@towpath/plugin-runs-react';
import { PageTabs } from '@towpath/ui';
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
  const waiting = useWaitingCount();
  return (
    <PageTabs
      label="Environments"
      tabs={[
        { to: board(), words: 'Board', alone: true },
        { to: promotions(), words: 'Promotions' },
        {
          to: inbox?.() ?? approvals(),
          words: waiting ? `Approvals (${waiting})` : 'Approvals',
        },
        { to: freezes(), words: 'Freezes' },
      ]}
    />
  );
}
