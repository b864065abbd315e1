import {
  createFrontendModule,
  ErrorDisplay,
  NotFoundErrorPage,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';

const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define =>
    define({
      component: NotFoundErrorPage,
      loader: () => import('./NotFoundPage').then(m => m.NotFoundPage),
    }),
});

const errorDisplay = SwappableComponentBlueprint.make({
  name: 'core-error-display',
  params: define =>
    define({
      component: ErrorDisplay,
      loader: () => import('./FailedPart').then(m => m.FailedPart),
    }),
});

/** What is shown for an address that leads nowhere, and for a part that failed. */
export const errorsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [notFoundPage, errorDisplay],
});
