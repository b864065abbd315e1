import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { stacksApi } from './extensions/api';
import {
  environmentStacksCard,
  serviceStacksCard,
  stackCard,
  teamStacksCard,
} from './extensions/entityCards';
import { visitNaming } from './extensions/home';
import { stacksPage } from './extensions/pages';
import { stackRunView } from './extensions/runs';
import { rootRouteRef } from './routes';

/** Terraform stacks: how each stands, what it holds and is made of, and what changes it. */
export const terraformStacksPlugin = createFrontendPlugin({
  pluginId: 'terraform-stacks',
  title: 'Terraform',
  icon: <RiServerLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    stacksApi,
    stacksPage,
    stackRunView,
    serviceStacksCard,
    environmentStacksCard,
    teamStacksCard,
    stackCard,
    visitNaming,
  ],
});
