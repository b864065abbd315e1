import {
  ApiBlueprint,
  AppRootElementBlueprint,
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
import { environmentApiRef } from '@towpath/plugin-environment';
import { nameVisit } from './visits/nameVisit';
import { isWorthRemembering, visitedPlace } from './visits/visitedPlace';

const VISITS_KEPT = 60;

const homeLayout = HomePageLayoutBlueprint.make({
  name: 'towpath',
  params: {
    loader: async () => (await import('./HomePage')).HomePage,
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
        environmentApi: environmentApiRef,
      },
      factory: ({ storageApi, identityApi, environmentApi }) =>
        VisitsStorageApi.create({
          storageApi,
          identityApi,
          limit: VISITS_KEPT,
          transformPathname: visitedPlace,
          canSave: ({ pathname }) => isWorthRemembering(pathname),
          enrichVisit: visit => nameVisit(visit, environmentApi),
        }),
    }),
});

const visitListener = AppRootElementBlueprint.make({
  name: 'visit-listener',
  params: { element: <VisitListener /> },
});

/** The page at `/`, and the record of visits that it shows. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [homeLayout, visitsApi, visitListener],
});
