/**
 * The plugin for an app of the old frontend system: `environmentPlugin` is put into `createApp`,
 * `EnvironmentPage` into a route, and the entity parts into the entity page.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { EnvironmentApiClient } from '@towpath/plugin-environment-common';
import { runsApiRef, runViewsApiRef } from '@towpath/plugin-runs-react';
import { environmentApiRef } from './api/environmentApiRef';
import { PromotionRunsApi } from './api/PromotionRunsApi';
import { promotionView } from './components/run/promotionView';
import { inboxRouteRef, rootRouteRef } from './routes';

export { environmentApiRef } from './api/environmentApiRef';

/** What runs where, and its promotion. */
export const environmentPlugin = createPlugin({
  id: 'environment',
  apis: [
    createApiFactory({
      api: environmentApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new EnvironmentApiClient(options),
    }),
    createApiFactory({
      api: runsApiRef,
      deps: { environment: environmentApiRef },
      factory: ({ environment }) => new PromotionRunsApi(environment),
    }),
    createApiFactory(runViewsApiRef, { list: () => [promotionView] }),
  ],
  routes: { root: rootRouteRef },
  externalRoutes: { inbox: inboxRouteRef },
});

/** The board, promotions, approvals and freezes, for the route `/environments`. */
export const EnvironmentPage = environmentPlugin.provide(
  createRoutableExtension({
    name: 'EnvironmentPage',
    component: () =>
      import('./components/LegacyEnvironmentsPage').then(
        m => m.LegacyEnvironmentsPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** The tab Pipeline of a component; it has to be at `/pipeline`, where the cards lead. */
export const EntityPipelineContent = environmentPlugin.provide(
  createComponentExtension({
    name: 'EntityPipelineContent',
    component: {
      lazy: () =>
        import('./components/pipeline/PipelineContent').then(
          m => m.PipelineContent,
        ),
    },
  }),
);

/** The card of a component that says where it runs. */
export const EntityRunsInCard = environmentPlugin.provide(
  createComponentExtension({
    name: 'EntityRunsInCard',
    component: {
      lazy: () =>
        import('./components/cards/RunsInCard').then(m => m.RunsInCard),
    },
  }),
);

/** The card of an environment that says what it is and who answers for it. */
export const EntityAboutEnvironmentCard = environmentPlugin.provide(
  createComponentExtension({
    name: 'EntityAboutEnvironmentCard',
    component: {
      lazy: () =>
        import('./components/AboutEnvironmentCard').then(
          m => m.AboutEnvironmentCard,
        ),
    },
  }),
);

/** The card of an environment that shows which ones a version passes on its way to and from it. */
export const EntityPromotionPipelineCard = environmentPlugin.provide(
  createComponentExtension({
    name: 'EntityPromotionPipelineCard',
    component: {
      lazy: () =>
        import('./components/PromotionPipelineCard').then(
          m => m.PromotionPipelineCard,
        ),
    },
  }),
);

/** The card of an environment that lists the services in it. */
export const EntityWhatRunsHereCard = environmentPlugin.provide(
  createComponentExtension({
    name: 'EntityWhatRunsHereCard',
    component: {
      lazy: () =>
        import('./components/cards/WhatRunsHereCard').then(
          m => m.WhatRunsHereCard,
        ),
    },
  }),
);
