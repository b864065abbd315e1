import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { environmentApi } from './extensions/api';
import {
  aboutEnvironmentCard,
  promotionPipelineCard,
  runsInCard,
  whatRunsHereCard,
} from './extensions/entityCards';
import { pipelineContent } from './extensions/entityContents';
import {
  servicesSection,
  visitNaming,
  freezesSection,
} from './extensions/home';
import { environmentsPage } from './extensions/pages';
import { promotionRunView } from './extensions/runs';
import { inboxRouteRef, rootRouteRef } from './routes';

/** What runs where, how it came there, and the environments themselves. */
export const environmentPlugin = createFrontendPlugin({
  pluginId: 'environment',
  title: 'Environments',
  icon: <RiRouteLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { inbox: inboxRouteRef },
  extensions: [
    environmentApi,
    environmentsPage,
    pipelineContent,
    promotionRunView,
    aboutEnvironmentCard,
    promotionPipelineCard,
    runsInCard,
    whatRunsHereCard,
    freezesSection,
    servicesSection,
    visitNaming,
  ],
});
