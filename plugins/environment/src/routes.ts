import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The board of all services. */
export const rootRouteRef = createRouteRef({ id: 'environment' });

/** One promotion, while it runs and after. */
export const promotionRouteRef = createSubRouteRef({
  id: 'environment/promotion',
  parent: rootRouteRef,
  path: '/promotions/:id',
});

/** What waits for the approval of the person who looks. */
export const approvalsRouteRef = createSubRouteRef({
  id: 'environment/approvals',
  parent: rootRouteRef,
  path: '/approvals',
});
