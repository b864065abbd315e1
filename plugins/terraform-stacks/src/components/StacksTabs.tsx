import { useRouteRef } from '@backstage/core-plugin-api';
import { PageTabs } from '@towpath/ui';
import { driftRouteRef, rootRouteRef, runsRouteRef } from '../routes';

/** The ways between stacks, what drifted of them, and what changes them. */
export function StacksTabs() {
  const board = useRouteRef(rootRouteRef);
  const drift = useRouteRef(driftRouteRef);
  const runs = useRouteRef(runsRouteRef);
  return (
    <PageTabs
      label="Terraform"
      tabs={[
        { to: board(), words: 'Stacks', alone: true },
        { to: drift(), words: 'Drift' },
        { to: runs(), words: 'Runs' },
      ]}
    />
  );
}
