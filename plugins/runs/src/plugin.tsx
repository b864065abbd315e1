import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { runsApi, runViewsApi } from './extensions/api';
import { visitNaming, waitingSection } from './extensions/home';
import { approvalsPage, runsPage } from './extensions/pages';
import { approvalsRouteRef, rootRouteRef, runRouteRef } from './routes';

/** The inbox of approvals and the page of a run, for runs of every kind. */
export const runsPlugin = createFrontendPlugin({
  pluginId: 'runs',
  title: 'Runs',
  info: { packageJson: () => import('../package.json') },
  routes: {
    approvals: approvalsRouteRef,
    root: rootRouteRef,
    run: runRouteRef,
  },
  extensions: [
    runsApi,
    runViewsApi,
    approvalsPage,
    runsPage,
    waitingSection,
    visitNaming,
  ],
});
