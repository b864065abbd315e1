import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ArgoCdInstances } from '@towpath/argocd';
import {
  ApplicationOwners,
  environmentServiceRef,
} from '@towpath/plugin-environment-node';
import { Actors, readPlatformEngineerGroups } from '@towpath/roles';
import { createCreateApplicationAction } from './actions/createApplication';
import { createRollbackAction } from './actions/rollback';
import { createSetParameterAction } from './actions/setParameter';
import { createSyncAction } from './actions/sync';
import { createWaitAction } from './actions/wait';
import { ApplicationGuard } from './owners/ApplicationGuard';
import { CreationGuard } from './owners/CreationGuard';
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
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        environment: environmentServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        actions: scaffolderActionsExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        environment,
        lifecycle,
        logger,
        actions,
      }) {
        const instances = ArgoCdInstances.fromConfig(config);
        const owners = new ApplicationOwners({ auth, catalog, environment });
        const platformEngineers = readPlatformEngineerGroups(config);
        const actors = new Actors({ auth, catalog, platformEngineers });
        const guard = new ApplicationGuard({
          auth,
          environment,
          owners,
          actors,
        });
        const creation = new CreationGuard({
          auth,
          catalog,
          environment,
          owners,
          actors,
        });
        actions.addActions(
          createCreateApplicationAction(instances, creation),
          createSetParameterAction(instances, guard),
          createSyncAction(instances, guard),
          createWaitAction(instances, guard),
          createRollbackAction(instances, guard),
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
