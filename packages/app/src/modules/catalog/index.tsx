import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

const dependencies = EntityContentBlueprint.make({
  name: 'dependencies',
  params: {
    path: '/dependencies',
    title: 'Dependencies',
    group: 'dependencies',
    filter: { kind: { $in: ['component', 'api', 'resource', 'system'] } },
    loader: () =>
      import('./DependenciesContent').then(m => <m.DependenciesContent />),
  },
});

/** What the portal adds to the catalog's entity pages. */
export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [dependencies],
});
