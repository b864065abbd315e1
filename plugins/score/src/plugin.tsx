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
  createScoreApi,
  SCORE_RUNS,
  type ScoreApi,
} from '@towpath/plugin-score-common';
import { RunViewBlueprint } from '@towpath/plugin-runs-react';

export const scoreApiRef = createApiRef<ScoreApi>({
  id: 'plugin.score.api',
});

const rootRouteRef = createRouteRef();

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: scoreApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createScoreApi(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/score',
    routeRef: rootRouteRef,
    loader: () => import('./ScorePage').then(({ ScorePage: Page }) => <Page />),
  },
});

/** What only this plugin can show on the page of a run, and in the inbox. */
const view = RunViewBlueprint.make({
  params: {
    kind: SCORE_RUNS,
    noun: 'run',
    parts: async () => (await import('./parts')).parts,
  },
});

export const scorePlugin = createFrontendPlugin({
  pluginId: 'score',
  title: 'Score',
  icon: <RiSearchEyeLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [api, page, view],
});
