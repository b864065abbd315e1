import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The board of all resources. */
export const rootRouteRef = createRouteRef({ id: 'score' });

/** One plan, as it was made. */
export const planRouteRef = createSubRouteRef({
  id: 'score/plan',
  parent: rootRouteRef,
  path: '/plans/:id',
});

/** What a Score file can ask for. */
export const typesRouteRef = createSubRouteRef({
  id: 'score/types',
  parent: rootRouteRef,
  path: '/types',
});

/** What the platform changes in what is rendered. */
export const patchesRouteRef = createSubRouteRef({
  id: 'score/patches',
  parent: rootRouteRef,
  path: '/patches',
});

/** What exists already and is to become a resource. */
export const importsRouteRef = createSubRouteRef({
  id: 'score/imports',
  parent: rootRouteRef,
  path: '/imports',
});

/** Where a Score file is tried out. */
export const editorRouteRef = createSubRouteRef({
  id: 'score/editor',
  parent: rootRouteRef,
  path: '/editor',
});
