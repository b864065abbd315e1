import path from 'node:path';
import { tmpdir } from 'node:os';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { ArgoCdInstances } from '@towpath/argocd';
import { GitRepositories } from '@towpath/gitops';
import { environmentPermissions } from '@towpath/plugin-environment-common';
import {
  environmentGatesExtensionPoint,
  type Gate,
} from '@towpath/plugin-environment-node';
import { registerActions } from './actions';
import { DatabaseServiceCatalog } from './catalog/DatabaseServiceCatalog';
import { scheduleCatalog } from './catalog/scheduleCatalog';
import { clockServiceRef } from './clock';
import { AuthorizedComparisonService } from './comparison/AuthorizedComparisonService';
import { CommitFinder } from './comparison/CommitFinder';
import { ConfigComparer } from './comparison/ConfigComparer';
import { DefaultChangeFinder } from './comparison/DefaultChangeFinder';
import { DefaultComparisonService } from './comparison/DefaultComparisonService';
import { openDatabase } from './database/openDatabase';
import { announceChanges } from './deployments/announceChanges';
import { AuthorizedDeploymentService } from './deployments/AuthorizedDeploymentService';
import { DatabaseDeploymentStore } from './deployments/DatabaseDeploymentStore';
import { DefaultDeploymentService } from './deployments/DefaultDeploymentService';
import { PromotableDecorator } from './deployments/PromotableDecorator';
import { Feed } from './feed/Feed';
import type { OnGateChange } from './gates/GateChange';
import { createGateParts } from './gates/createGateParts';
import { evaluateGates } from './gates/evaluateGates';
import { findActiveFreeze } from './gates/freezes/findActiveFreeze';
import {
  environmentTargetResourceRef,
  environmentTargetRules,
} from './permissions';
import { createTargetLoader } from './permissions/loadTargets';
import { createPromotions } from './promotions/createPromotions';
import { createRouter } from './router';
import { checkRoutes } from './routes/checkRoutes';
import { compareRoutes } from './routes/compareRoutes';
import { deploymentRoutes } from './routes/deploymentRoutes';
import { freezeRoutes } from './routes/freezeRoutes';
import { holdRoutes } from './routes/holdRoutes';

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
        const { config, clock, httpAuth, lifecycle, logger, permissions } =
          deps;
        const knex = await openDatabase(deps.database);
        const instances = ArgoCdInstances.fromConfig(config, { clock });
        const integrations = ScmIntegrations.fromConfig(config);
        const repositories = GitRepositories.create({
          integrations,
          workDir: path.join(
            config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
            'towpath-environment',
          ),
          clock,
          logger,
        });
        const catalog = new DatabaseServiceCatalog(knex);
        const store = new DatabaseDeploymentStore(knex);

        const commits = new CommitFinder(repositories);

        // Promotions ask gates, and are woken when what gates look at has changed.
        const onGateChange: OnGateChange[] = [];
        const gates = createGateParts({
          ...deps,
          knex,
          services: catalog,
          onChange: async change => {
            for (const tell of onGateChange) await tell(change);
          },
        });
        added.forEach(gate => gates.registry.add(gate));

        const promotions = await createPromotions({
          ...deps,
          knex,
          catalog,
          deployments: store,
          instances,
          repositories,
          holds: gates.holdStore,
          changes: new DefaultChangeFinder({
            knex,
            catalog,
            deployments: store,
            instances,
            repositories,
            commits,
          }),
          gates: {
            evaluate: (subject, signal) =>
              evaluateGates(subject, {
                registry: gates.registry,
                now: new Date(clock.now()),
                logger,
                signal,
              }),
          },
          freezes: {
            findActive: (service, environment) =>
              findActiveFreeze(
                { calendar: gates.calendar, catalog, clock },
                { service, environment },
              ),
          },
        });

        onGateChange.push(promotions.onGateChange);

        deps.permissionsRegistry.addResourceType({
          resourceRef: environmentTargetResourceRef,
          permissions: environmentPermissions,
          rules: Object.values(environmentTargetRules),
          getResources: createTargetLoader(catalog),
        });

        const deployments = new AuthorizedDeploymentService(
          new DefaultDeploymentService({
            knex,
            catalog,
            clock,
            integrations,
            deploymentDecorators: [
              new PromotableDecorator(knex, catalog),
              promotions.decorator,
              gates.holdDecorator,
            ],
            environmentDecorators: [gates.gateDecorator],
          }),
          permissions,
        );

        const comparisons = new AuthorizedComparisonService(
          new DefaultComparisonService({
            catalog,
            deployments: store,
            planner: promotions.planner,
            promotions: promotions.store,
            commits,
            config: new ConfigComparer(instances),
          }),
          permissions,
        );

        const feed = new Feed({
          knex,
          instances,
          clock,
          logger,
          onChange: async services => {
            await announceChanges(deps.signals, logger, services);
            await promotions.onDeploymentsChange(services);
          },
        });

        await scheduleCatalog({ ...deps, knex });
        lifecycle.addStartupHook(async () => {
          feed.start();
          await promotions.begin();
        });
        lifecycle.addShutdownHook(async () => {
          await feed.stop();
          await promotions.stop();
          await instances.close();
        });

        const { freezes, checks, holds } = gates;
        registerActions(deps.actions, {
          auth: deps.auth,
          comparisons,
          deployments,
          freezes,
          promotions: promotions.service,
        });
        deps.httpRouter.use(
          createRouter([
            deploymentRoutes(deployments, httpAuth),
            compareRoutes(comparisons, httpAuth),
            promotions.routes,
            freezeRoutes({ freezes, httpAuth }),
            checkRoutes({ checks, httpAuth }),
            holdRoutes({ holds, httpAuth }),
          ]),
        );
      },
    });
  },
});
