import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ArgoCdInstances } from '@towpath/argocd';
import { createCreateApplicationAction } from './actions/createApplication';
import { createRollbackAction } from './actions/rollback';
import { createSetParameterAction } from './actions/setParameter';
import { createSyncAction } from './actions/sync';
import { createWaitAction } from './actions/wait';
import { reportInstances } from './reportInstances';

/**
 * Gives templates the actions `argocd:*` over the instances in `argocd.instances`. At start it says
 * in the log which of them can be used, and why another cannot; none of them stops the start.
 */
export const scaffolderModuleArgoCd = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'argocd',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        actions: scaffolderActionsExtensionPoint,
      },
      async init({ config, lifecycle, logger, actions }) {
        const instances = ArgoCdInstances.fromConfig(config);
        actions.addActions(
          createCreateApplicationAction(instances),
          createSetParameterAction(instances),
          createSyncAction(instances),
          createWaitAction(instances),
          createRollbackAction(instances),
        );
        const stop = new AbortController();
        lifecycle.addStartupHook(() => {
          // Not awaited: the portal does not wait for a server that may be slow or gone.
          void reportInstances(instances, logger, stop.signal);
        });
        lifecycle.addShutdownHook(async () => {
          stop.abort();
          await instances.close();
        });
      },
    });
  },
});
