import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';

const words = TranslationBlueprint.make({
  name: 'search-words',
  params: {
    resource: createTranslationMessages({
      ref: searchReactTranslationRef,
      messages: {
        noResultsDescription:
          'Nothing matches. Try fewer words, take a filter away, or look under “All”.',
      },
    }),
  },
});

/** The words of search. Only a module of the app may bring words. */
export const searchWordsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [words],
});
