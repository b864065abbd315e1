import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { ArgoCdInstances } from '@towpath/argocd';
import { environmentPermissions } from '@towpath/plugin-environment-common';
import { DatabaseServiceCatalog } from './catalog/DatabaseServiceCatalog';
import { scheduleCatalog } from './catalog/scheduleCatalog';
import { clockServiceRef } from './clock';
import { openDatabase } from './database/openDatabase';
import { announceChanges } from './deployments/announceChanges';
import { AuthorizedDeploymentService } from './deployments/AuthorizedDeploymentService';
import { DefaultDeploymentService } from './deployments/DefaultDeploymentService';
import { PromotableDecorator } from './deployments/PromotableDecorator';
import { Feed } from './feed/Feed';
import { createRouter } from './router';
import { deploymentRoutes } from './routes/deploymentRoutes';

/** Answers `/api/environment`: what runs where, and its promotion from one environment to the next. */
export const environmentPlugin = createBackendPlugin({
  pluginId: 'environment',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clock: clockServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, clock, lifecycle, logger, permissions } = deps;
        const knex = await openDatabase(deps.database);
        const instances = ArgoCdInstances.fromConfig(config, { clock });
        const integrations = ScmIntegrations.fromConfig(config);
        const catalog = new DatabaseServiceCatalog(knex);
        deps.permissionsRegistry.addPermissions(environmentPermissions);

        const deployments = new AuthorizedDeploymentService(
          new DefaultDeploymentService({
            knex,
            catalog,
            clock,
            integrations,
            deploymentDecorators: [new PromotableDecorator(knex, catalog)],
            environmentDecorators: [],
          }),
          permissions,
        );

        const feed = new Feed({
          knex,
          instances,
          clock,
          logger,
          onChange: services => announceChanges(deps.signals, logger, services),
        });

        await scheduleCatalog({ ...deps, knex });
        lifecycle.addStartupHook(() => feed.start());
        lifecycle.addShutdownHook(async () => {
          await feed.stop();
          await instances.close();
        });

        deps.httpRouter.use(
          createRouter([deploymentRoutes(deployments, deps.httpAuth)]),
        );
      },
    });
  },
});
