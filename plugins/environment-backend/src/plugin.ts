import {
  coreServices,
  createBackendPlugin,
  type LifecycleService,
  type PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  clockServiceRef,
  createApiRouter,
  openDatabase,
  protect,
} from '@towpath/backend-kit';
import type { ArgoCdInstances } from '@towpath/argocd';
import {
  environmentPermissions,
  type paths,
} from '@towpath/plugin-environment-common';
import {
  environmentGatesExtensionPoint,
  type Gate,
} from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import { registerActions } from './actions';
import { DatabaseServiceCatalog } from './catalog/DatabaseServiceCatalog';
import { scheduleCatalog } from './catalog/scheduleCatalog';
import { CommitFinder } from './comparison/CommitFinder';
import { createComparisons } from './comparison/createComparisons';
import { DefaultChangeFinder } from './comparison/DefaultChangeFinder';
import { announceChanges } from './deployments/announceChanges';
import { DatabaseDeploymentStore } from './deployments/DatabaseDeploymentStore';
import { DefaultDeploymentService } from './deployments/DefaultDeploymentService';
import { deploymentProtection } from './deployments/deploymentProtection';
import type { DeploymentService } from './deployments/DeploymentService';
import { BehindDecorator } from './deployments/BehindDecorator';
import { Feed } from './feed/Feed';
import { createGateParts } from './gates/createGateParts';
import { openConnections } from './openConnections';
import {
  environmentTargetResourceRef,
  environmentTargetRules,
} from './permissions';
import { createAuthorizer } from './permissions/createAuthorizer';
import { createTargetLoader } from './permissions/loadTargets';
import {
  createPromotions,
  type Promotions,
} from './promotions/createPromotions';
import { readLimits } from './promotions/readLimits';
import { readAuthor } from './readAuthor';
import { checkRoutes } from './routes/checkRoutes';
import { compareRoutes } from './routes/compareRoutes';
import { deploymentRoutes } from './routes/deploymentRoutes';
import { freezeRoutes } from './routes/freezeRoutes';
import { holdRoutes } from './routes/holdRoutes';
import { promotionRoutes } from './routes/promotionRoutes';
import { PACKAGE } from './packageName';

/** Answers `/api/environment`: what runs where, and its promotion from one environment to the next. */
export const environmentPlugin = createBackendPlugin({
  pluginId: 'environment',
  register({ registerInit, registerExtensionPoint }) {
    const added: Gate[] = [];
    registerExtensionPoint(environmentGatesExtensionPoint, {
      addGate: gate => void added.push(gate as Gate),
    });

    registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clock: clockServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { httpAuth, logger } = deps;
        const knex = await openDatabase(deps.database, PACKAGE);
        const catalog = new DatabaseServiceCatalog(knex);
        const store = new DatabaseDeploymentStore(knex);
        const parts = {
          ...deps,
          ...openConnections(deps),
          author: readAuthor(deps.config),
          limits: readLimits(deps.config),
          authorizer: createAuthorizer(deps.permissions),
          knex,
          catalog,
          deployments: store,
        };

        const gates = createGateParts({
          ...parts,
          catalog: deps.catalog,
          services: catalog,
          added,
        });
        const promotions = await createPromotions({
          ...parts,
          changes: new DefaultChangeFinder({
            ...parts,
            commits: new CommitFinder(parts.repositories),
          }),
          gates: gates.evaluator,
          freezes: gates.freezeFinder,
          holds: gates.holdStore,
          setbacks: gates.setbackStore,
        });
        gates.changes.listen(promotions.onGateChange);
        gates.changes.listen(({ service }) =>
          announceChanges(deps.signals, logger, service ? [service] : 'any'),
        );
        const comparisons = createComparisons({
          ...parts,
          planner: promotions.planner,
          promotions: promotions.store,
        });
        const deployments = protect<DeploymentService>(
          new DefaultDeploymentService({
            ...parts,
            deploymentDecorators: [
              new BehindDecorator(knex),
              promotions.decorator,
              gates.holdDecorator,
              gates.setbackDecorator,
            ],
            environmentDecorators: [gates.gateDecorator],
          }),
          { ...parts, table: deploymentProtection },
        );
        const feed = new Feed({
          ...parts,
          onChange: async ({ services, instances }) => {
            const changed = instances ? 'any' : services;
            await announceChanges(deps.signals, logger, changed);
            await promotions.onDeploymentsChange(services);
          },
        });

        registerPermissions(deps.permissionsRegistry, knex);
        const { freezes } = gates;
        const { service } = promotions;
        registerActions(deps.actions, {
          auth: deps.auth,
          comparisons,
          deployments,
          freezes,
          promotions: service,
        });
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            deploymentRoutes({ deployments, httpAuth }),
            compareRoutes({ comparisons, httpAuth }),
            promotionRoutes({ promotions: service, httpAuth }),
            freezeRoutes({ freezes, httpAuth }),
            checkRoutes({ checks: gates.checks, httpAuth }),
            holdRoutes({ holds: gates.holds, httpAuth }),
          ]),
        );
        await scheduleCatalog({ ...deps, knex });
        runWhileAlive(deps.lifecycle, { ...parts, feed, promotions });
      },
    });
  },
});

function registerPermissions(registry: PermissionsRegistryService, knex: Knex) {
  registry.addResourceType({
    resourceRef: environmentTargetResourceRef,
    permissions: environmentPermissions,
    rules: Object.values(environmentTargetRules),
    getResources: createTargetLoader(knex),
  });
}

function runWhileAlive(
  lifecycle: LifecycleService,
  parts: { feed: Feed; promotions: Promotions; instances: ArgoCdInstances },
) {
  const { feed, promotions, instances } = parts;
  lifecycle.addStartupHook(async () => {
    feed.start();
    await promotions.begin();
  });
  lifecycle.addShutdownHook(async () => {
    await feed.stop();
    await promotions.stop();
    await instances.close();
  });
}
