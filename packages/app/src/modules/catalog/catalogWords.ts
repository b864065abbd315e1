import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';

const words = TranslationBlueprint.make({
  name: 'catalog-words',
  params: {
    resource: createTranslationMessages({
      ref: catalogTranslationRef,
      messages: {
        'aboutCard.viewSource': 'Repository',
        'aboutCard.viewTechdocs': 'Docs',
        'aboutCard.refreshButtonTitle': 'Read catalog-info.yaml again',
        'aboutCard.editButtonTitle': 'Edit catalog-info.yaml',
      },
    }),
  },
});

/** The words of the catalog's pages. Only a module of the app may bring words. */
export const catalogWordsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [words],
});
