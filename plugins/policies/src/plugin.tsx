import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiScales3Line } from '@remixicon/react';
import { VisitNamesBlueprint } from '@towpath/home-react';
import { createPoliciesApi } from '@towpath/plugin-policies-common';
import { policiesApiRef } from './api/policiesApiRef';
import { rootRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: policiesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createPoliciesApi(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/policies',
    title: 'Policies',
    icon: <RiScales3Line />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/PoliciesRouter').then(({ PoliciesRouter }) => (
        <PoliciesRouter />
      )),
  },
});

/** On home: what visits to our pages are called. */
const visitNaming = VisitNamesBlueprint.make({
  params: defineParams =>
    defineParams({
      pages: { '/policies': 'Policies', '/policies/try': 'Try a document' },
    }),
});

export const policiesPlugin = createFrontendPlugin({
  pluginId: 'policies',
  title: 'Policies',
  icon: <RiScales3Line />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [api, page, visitNaming],
});
