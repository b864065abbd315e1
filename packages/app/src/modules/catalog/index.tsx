import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { catalogIndexPage } from './catalogIndexPage';
import { providesApis, useApiIconLink } from './useApiIconLink';

const dependencies = EntityContentBlueprint.make({
  name: 'dependencies',
  params: {
    path: '/dependencies',
    title: 'Dependencies',
    group: 'dependencies',
    filter: { kind: { $in: ['component', 'api', 'resource', 'system'] } },
    loader: () =>
      import('./DependenciesContent').then(({ DependenciesContent }) => (
        <DependenciesContent />
      )),
  },
});

const apiLink = EntityIconLinkBlueprint.make({
  name: 'view-api',
  params: { useProps: useApiIconLink, filter: providesApis },
});

/** What the portal changes in the catalog's pages. */
export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogIndexPage, dependencies, apiLink],
});

export { catalogWordsModule } from './catalogWords';
