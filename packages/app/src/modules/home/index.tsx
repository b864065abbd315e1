import {
  ApiBlueprint,
  AppRootElementBlueprint,
  createExtensionInput,
  createFrontendModule,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  VisitListener,
  VisitsStorageApi,
  visitsApiRef,
} from '@backstage/plugin-home';
import { HomeSectionBlueprint } from '@towpath/home-react';
import { ownSections } from './ownSections';
import { visitNamesApi, visitNamesApiRef } from './visits/visitNamesApi';
import { isWorthRemembering, visitedPlace } from './visits/visitedPlace';

const VISITS_KEPT = 60;

const homeLayout = HomePageLayoutBlueprint.makeWithOverrides({
  name: 'towpath',
  inputs: {
    sections: createExtensionInput([HomeSectionBlueprint.dataRefs.section]),
  },
  factory(originalFactory, { inputs }) {
    const sections = inputs.sections.map(input =>
      input.get(HomeSectionBlueprint.dataRefs.section),
    );
    return originalFactory({
      loader: async () => {
        const { HomePage } = await import('./HomePage');
        return () => <HomePage sections={sections} />;
      },
    });
  },
});

const visitsApi = ApiBlueprint.make({
  name: 'visits',
  params: defineParams =>
    defineParams({
      api: visitsApiRef,
      deps: {
        storageApi: storageApiRef,
        identityApi: identityApiRef,
        visitNames: visitNamesApiRef,
      },
      factory: ({ storageApi, identityApi, visitNames }) =>
        VisitsStorageApi.create({
          storageApi,
          identityApi,
          limit: VISITS_KEPT,
          transformPathname: visitedPlace,
          canSave: ({ pathname }) => isWorthRemembering(pathname),
          enrichVisit: visit => visitNames.nameVisit(visit),
        }),
    }),
});

const visitListener = AppRootElementBlueprint.make({
  name: 'visit-listener',
  params: { element: <VisitListener /> },
});

/** The page at `/`, what it shows of the catalog and of templates, and the record of visits. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [
    homeLayout,
    visitNamesApi,
    visitsApi,
    visitListener,
    ...ownSections,
  ],
});
