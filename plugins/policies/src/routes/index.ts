import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** All policies. */
export const rootRouteRef = createRouteRef({ id: 'policies' });

/** Where a document is tried. */
export const trialRouteRef = createSubRouteRef({
  id: 'policies/trial',
  parent: rootRouteRef,
  path: '/try',
});
