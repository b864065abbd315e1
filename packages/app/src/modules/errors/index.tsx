import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createFrontendModule,
  createTranslationMessages,
  ErrorDisplay,
  NotFoundErrorPage,
} from '@backstage/frontend-plugin-api';
import {
  SwappableComponentBlueprint,
  TranslationBlueprint,
} from '@backstage/plugin-app-react';

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

// For parts of upstream that bring their own page, such as docs without pages.
const words = TranslationBlueprint.make({
  name: 'error-page-words',
  params: {
    resource: createTranslationMessages({
      ref: coreComponentsTranslationRef,
      messages: {
        'errorPage.subtitle': '{{statusMessage}}',
        'errorPage.title': 'There is nothing to show here',
      },
    }),
  },
});

/** What is shown for an address that leads nowhere, and for a part that failed. */
export const errorsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [notFoundPage, errorDisplay, words],
});
