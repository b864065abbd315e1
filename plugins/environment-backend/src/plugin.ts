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
  policySubjectsServiceRef,
  takeTurns,
} from '@towpath/backend-kit';
import type { ArgoCdInstances } from '@towpath/argocd';
import {
  environmentPermissions,
  PROMOTION_RUNS,
  type paths,
} from '@towpath/plugin-environment-common';
import {
  environmentDeliveryExtensionPoint,
  environmentGatesExtensionPoint,
  type Gate,
} from '@towpath/plugin-environment-node';
import { readRunLimits, runsServiceRef } from '@towpath/runs';
import type { Knex } from 'knex';
import { registerActions } from './actions';
import { DatabaseServiceCatalog } from './catalog/DatabaseServiceCatalog';
import { scheduleCatalog } from './catalog/scheduleCatalog';
import { CommitFinder } from './comparison/CommitFinder';
import { createComparisons } from './comparison/createComparisons';
import { DefaultChangeFinder } from './comparison/DefaultChangeFinder';
import { DefaultNeedsFinder } from './comparison/DefaultNeedsFinder';
import { announceChanges } from './deployments/announceChanges';
import { createDeployments } from './deployments/createDeployments';
import { DatabaseDeploymentStore } from './deployments/DatabaseDeploymentStore';
import { Feed } from './feed/Feed';
import { createGateParts } from './gates/createGateParts';
import { openConnections } from '@towpath/delivery';
import { openTables } from './openTables';
import {
  environmentTargetResourceRef,
  environmentTargetRules,
} from './permissions';
import { createAuthorizer } from './permissions/createAuthorizer';
import { createTargetLoader } from './permissions/loadTargets';
import { DeliveryStrategies } from './planning/DeliveryStrategies';
import { Planner } from './planning/Planner';
import {
  createPromotions,
  PROMOTIONS_CHANNEL,
  type Promotions,
} from './promotions/createPromotions';
import { PromotionRuns } from './runs/PromotionRuns';
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
    const strategies = new DeliveryStrategies();
    registerExtensionPoint(environmentDeliveryExtensionPoint, {
      addStrategy: strategy => strategies.add(strategy),
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
        policySubjects: policySubjectsServiceRef,
        runs: runsServiceRef,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, auth, clock, config, httpAuth, logger, signals } =
          deps;
        const knex = await openTables(deps.database);
        const { author, integrations, instances, repositories } =
          openConnections({
            config,
            clock,
            logger,
            folder: 'towpath-environment',
            inTurn: takeTurns(knex),
          });
        const authorizer = createAuthorizer(deps.permissions);
        const services = new DatabaseServiceCatalog(knex);
        const store = new DatabaseDeploymentStore(knex);

        const gates = createGateParts({
          knex,
          services,
          catalog: deps.catalog,
          auth,
          auditor,
          authorizer,
          config,
          clock,
          logger,
          policySubjects: deps.policySubjects,
          added,
        });
        const commits = new CommitFinder(repositories);
        const planner = new Planner({
          catalog: services,
          deployments: store,
          gates: gates.evaluator,
          changes: new DefaultChangeFinder({
            knex,
            instances,
            repositories,
            commits,
          }),
          needs: new DefaultNeedsFinder({
            ...{ strategies, repositories, commits, logger },
          }),
        });
        const promotions = await createPromotions({
          knex,
          clock,
          catalog: services,
          deployments: store,
          planner,
          strategies,
          freezes: gates.freezeFinder,
          holds: gates.holdStore,
          setbacks: gates.setbackStore,
          policyHits: gates.policyHits,
          repositories,
          author,
          instances,
          limits: readRunLimits(config, 'environment.promotions'),
          auditor,
          auth,
          logger,
          notifications: deps.notifications,
          authorizer,
          scheduler: deps.scheduler,
          signals,
          userInfo: deps.userInfo,
        });
        const comparisons = createComparisons({
          auditor,
          authorizer,
          instances,
          planner,
          engine: promotions.engine,
        });
        const deployments = createDeployments({
          knex,
          catalog: services,
          clock,
          integrations,
          auditor,
          authorizer,
          deploymentDecorators: [
            promotions.decorator,
            gates.holdDecorator,
            gates.setbackDecorator,
          ],
          environmentDecorators: [gates.gateDecorator],
        });

        gates.changes.listen(promotions.onGateChange);
        gates.changes.listen(({ service }) =>
          announceChanges(signals, logger, service ? [service] : 'any'),
        );
        const feed = new Feed({
          knex,
          instances,
          repositories,
          clock,
          logger,
          onChange: async change => {
            const changed = change.instances ? 'any' : change.services;
            if (changed.length > 0) {
              await announceChanges(signals, logger, changed);
            }
            await promotions.wake([...change.services, ...change.applications]);
            promotions.onDeploymentsChange(change.services);
          },
        });

        registerPermissions(deps.permissionsRegistry, knex);
        registerActions(deps.actions, {
          auth,
          comparisons,
          deployments,
          freezes: gates.freezes,
          promotions: promotions.service,
        });
        deps.runs.register({
          kind: PROMOTION_RUNS,
          title: 'Promotion',
          channel: PROMOTIONS_CHANNEL,
          has: promotions.has,
          operations: new PromotionRuns(promotions.service),
        });
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            deploymentRoutes({ deployments, httpAuth }),
            compareRoutes({ comparisons, httpAuth }),
            promotionRoutes({ promotions: promotions.service, httpAuth }),
            freezeRoutes({ freezes: gates.freezes, httpAuth }),
            checkRoutes({ checks: gates.checks, httpAuth }),
            holdRoutes({ holds: gates.holds, httpAuth }),
          ]),
        );
        await scheduleCatalog({
          knex,
          catalog: deps.catalog,
          auth,
          clock,
          scheduler: deps.scheduler,
        });
        runWhileAlive(deps.lifecycle, { feed, promotions, instances });
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
