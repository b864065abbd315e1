import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import { scoreApi } from './extensions/api';
import { resourcesContent } from './extensions/entityContents';
import { visitNaming } from './extensions/home';
import { scorePage } from './extensions/pages';
import { provisionRunView, upkeepRunView } from './extensions/runs';
import { rootRouteRef } from './routes';

/** What services ask for in their Score files, and what they have. */
export const scorePlugin = createFrontendPlugin({
  pluginId: 'score',
  title: 'Resources',
  icon: <RiDatabase2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    scoreApi,
    scorePage,
    resourcesContent,
    provisionRunView,
    upkeepRunView,
    visitNaming,
  ],
});
