import {
  ApiBlueprint,
  createApiRef,
  createFrontendPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiSearchEyeLine } from '@remixicon/react';
import {
  __CONSTANT___RUNS,
  __PASCAL__Api,
} from '@towpath/plugin-__ID__-common';
import { RunViewBlueprint } from '@towpath/plugin-runs-react';

export const __CAMEL__ApiRef = createApiRef<Pick<__PASCAL__Api, 'begin'>>({
  id: 'plugin.__ID__.api',
});

const rootRouteRef = createRouteRef();

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: __CAMEL__ApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new __PASCAL__Api(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/__ID__',
    routeRef: rootRouteRef,
    loader: async () => {
      const { __PASCAL__Page } = await import('./__PASCAL__Page');
      return <__PASCAL__Page />;
    },
  },
});

/** What only this plugin can show on the page of a run, and in the inbox. */
const view = RunViewBlueprint.make({
  params: {
    kind: __CONSTANT___RUNS,
    noun: 'run',
    parts: async () => (await import('./parts')).parts,
  },
});

export const __CAMEL__Plugin = createFrontendPlugin({
  pluginId: '__ID__',
  title: '__TITLE__',
  icon: <RiSearchEyeLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [api, page, view],
});
