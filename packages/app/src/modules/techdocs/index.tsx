import {
  ApiBlueprint,
  configApiRef,
  createFrontendModule,
  createTranslationMessages,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { techdocsStorageApiRef } from '@backstage/plugin-techdocs-react';
import { ExplainingTechDocsStorage } from './ExplainingTechDocsStorage';

const storage = ApiBlueprint.make({
  name: 'storage',
  params: defineParams =>
    defineParams({
      api: techdocsStorageApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
      },
      factory: deps => new ExplainingTechDocsStorage(deps),
    }),
});

const words = TranslationBlueprint.make({
  name: 'techdocs-words',
  params: {
    resource: createTranslationMessages({
      ref: techdocsTranslationRef,
      messages: {
        'stateIndicator.initialBuild.message':
          'These docs are being built for the first time. This takes a moment; later visits do not.',
        'stateIndicator.contentStaleRefreshing.message':
          'A newer version of these docs is being built.',
        'stateIndicator.contentStaleReady.message':
          'A newer version of these docs is ready.',
        'stateIndicator.contentStaleReady.refreshButton': 'Show it',
        'stateIndicator.contentStaleError.message':
          'These docs could not be built.',
        'aboutCard.viewTechdocs': 'Docs',
        'entityContent.title': 'Docs',
        'buildLogs.showBuildLogs': 'Build log',
        'notFound.title': 'There are no docs here',
      },
    }),
  },
});

/** Says in words why docs are missing, and what to do about it. */
export const techdocsModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [storage],
});

/** The words of the docs pages. Only a module of the app may bring words. */
export const techdocsWordsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [words],
});
