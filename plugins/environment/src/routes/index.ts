import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The board of all services. */
export const rootRouteRef = createRouteRef({ id: 'environment' });

/** One promotion, while it runs and after. */
export const promotionRouteRef = createSubRouteRef({
  id: 'environment/promotion',
  parent: rootRouteRef,
  path: '/promotions/:id',
});

/** What waits for the approval of the person who looks, where the app has no inbox for all runs. */
export const approvalsRouteRef = createSubRouteRef({
  id: 'environment/approvals',
  parent: rootRouteRef,
  path: '/approvals',
});

/** Every promotion. */
export const promotionsRouteRef = createSubRouteRef({
  id: 'environment/promotions',
  parent: rootRouteRef,
  path: '/promotions',
});

/** What is frozen, and what will be. */
export const freezesRouteRef = createSubRouteRef({
  id: 'environment/freezes',
  parent: rootRouteRef,
  path: '/freezes',
});

/** The inbox of all runs, where the app has one. */
export const inboxRouteRef = createExternalRouteRef({
  id: 'environment/inbox',
  optional: true,
  defaultTarget: 'runs.approvals',
});
