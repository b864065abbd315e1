import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** What waits for the approval of the person who looks. */
export const approvalsRouteRef = createRouteRef({ id: 'runs/approvals' });

/** Below it, each run. */
export const rootRouteRef = createRouteRef({ id: 'runs' });

/** One run, while it goes on and after. */
export const runRouteRef = createSubRouteRef({
  id: 'runs/run',
  parent: rootRouteRef,
  path: '/:id',
});
