import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** All stacks. */
export const rootRouteRef = createRouteRef({ id: 'terraform-stacks' });

/** What is not as Terraform made it. No key of a stack is "-", so that none is hidden by it. */
export const driftRouteRef = createSubRouteRef({
  id: 'terraform-stacks/drift',
  parent: rootRouteRef,
  path: '/-/drift',
});

/** Runs on all stacks. */
export const runsRouteRef = createSubRouteRef({
  id: 'terraform-stacks/runs',
  parent: rootRouteRef,
  path: '/-/runs',
});

/** Where a new stack is said. */
export const newRouteRef = createSubRouteRef({
  id: 'terraform-stacks/new',
  parent: rootRouteRef,
  path: '/-/new',
});

/** One stack. */
export const stackRouteRef = createSubRouteRef({
  id: 'terraform-stacks/stack',
  parent: rootRouteRef,
  path: '/:key',
});
