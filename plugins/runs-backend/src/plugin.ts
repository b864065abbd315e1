import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { clockServiceRef, createApiRouter } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-runs-common';
import { runsServiceRef } from '@towpath/runs';
import { registerActions } from './actions/registerActions';
import { RunLister } from './listing/RunLister';
import { runRoutes } from './routes/runRoutes';
import { RunFinder } from './service/RunFinder';

const PACKAGE = '@towpath/plugin-runs-backend';

/** Answers `/api/runs`: the runs of every kind that a plugin of this backend has registered. */
export const runsPlugin = createBackendPlugin({
  pluginId: 'runs',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auth: coreServices.auth,
        clock: clockServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        types: runsServiceRef,
      },
      async init({
        actions,
        auth,
        clock,
        httpAuth,
        httpRouter,
        logger,
        types,
      }) {
        const options = { types, clock, logger };
        const lister = new RunLister(options);
        const finder = new RunFinder(options);
        registerActions(actions, { auth, lister, finder });
        httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            runRoutes({ types, lister, finder, httpAuth }),
          ]),
        );
      },
    });
  },
});
