import {
  coreServices,
  createBackendPlugin,
  type PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  Authorizer,
  CoalescedSignals,
  createApiRouter,
  healthNotesServiceRef,
  openDatabase,
  openPolicies,
  policySubjectsServiceRef,
  protect,
  takeTurns,
} from '@towpath/backend-kit';
import { openConnections } from '@towpath/delivery';
import { GitHosts } from '@towpath/git-hosts';
import {
  parseTargetRef,
  stringifyTargetRef,
} from '@towpath/plugin-environment-common';
import { environmentServiceRef } from '@towpath/plugin-environment-node';
import {
  scorePermissions,
  scoreProvisionPermission,
  scoreReadPermission,
  type paths,
} from '@towpath/plugin-score-common';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { CatalogDirectory } from '@towpath/roles';
import type { Run } from '@towpath/plugin-runs-common';
import { createPluginRuns, runServices } from '@towpath/runs';
import { migrateRuns } from '@towpath/workflow';
import { registerActions } from './actions/registerActions';
import { registerDriftActions } from './actions/registerDriftActions';
import { registerUpkeepActions } from './actions/registerUpkeepActions';
import { AskedStore } from './database/AskedStore';
import { ObservationStore } from './database/ObservationStore';
import { PatchedStore } from './database/PatchedStore';
import { PlanStore } from './database/PlanStore';
import { ResourceStore } from './database/ResourceStore';
import { SealedStore } from './database/SealedStore';
import { SecretStore } from './database/SecretStore';
import { UseStore } from './database/UseStore';
import { DefinitionFolder } from './definitions/DefinitionFolder';
import { createDrift } from './drift/createDrift';
import { DriverQuestions } from './drift/DriverQuestions';
import { DefaultDeliveryService } from './deliveries/DefaultDeliveryService';
import { deliveryProtection } from './deliveries/deliveryProtection';
import type { DeliveryService } from './deliveries/DeliveryService';
import { ImportFolder } from './imports/ImportFolder';
import { PACKAGE } from './packageName';
import { scoreTargetResourceRef, scoreTargetRules } from './permissions';
import { PatchFolder } from './patches/PatchFolder';
import { RecordPlaces } from './places/RecordPlaces';
import { ownerOf, ServicePlaces } from './places/ServicePlaces';
import { Drivers } from './planning/Drivers';
import { PlaceRenderer } from './planning/PlaceRenderer';
import { PlanJudge, POLICY_VARIABLES } from './planning/PlanJudge';
import { TemplateAgreements } from './planning/TemplateAgreements';
import { Memories } from './planning/Memories';
import { Planner } from './planning/Planner';
import { RemovalPlanner } from './planning/RemovalPlanner';
import { WORKLOAD_VARIABLES, WorkloadJudge } from './planning/WorkloadJudge';
import { Platform } from './planning/Platform';
import { ResourceLooker } from './planning/ResourceLooker';
import { MoveFinder } from './planning/MoveFinder';
import { SharedResources } from './planning/SharedResources';
import { SecretManifests } from './planning/SecretManifests';
import { ProvidedKeeper } from './provisioning/ProvidedKeeper';
import { ProvisionStarter } from './provisioning/ProvisionStarter';
import { purgeKept } from './provisioning/purgeKept';
import { createRunKind, present } from './provisioning/runKind';
import { createPushes } from './pushes/createPushes';
import { ResourcePresenter } from './provisioning/ResourcePresenter';
import { readScoreConfig } from './readScoreConfig';
import { hookRoutes } from './routes/hookRoutes';
import { driftRoutes } from './routes/driftRoutes';
import { deliveryRoutes } from './routes/deliveryRoutes';
import { scoreRoutes } from './routes/scoreRoutes';
import { upkeepRoutes } from './routes/upkeepRoutes';
import { storeRoutes } from './routes/storeRoutes';
import { DefaultScoreService } from './service/DefaultScoreService';
import { Drafts } from './service/Drafts';
import { ScoreFileChanges } from './service/ScoreFileChanges';
import { ImportList } from './service/ImportList';
import { PatchList } from './service/PatchList';
import { Proposer } from './service/Proposer';
import type { ScoreService } from './service/ScoreService';
import { scoreProtection } from './service/scoreProtection';
import { createUpkeep } from './upkeep/createUpkeep';
import { createUpkeepKind, presentUpkeep } from './upkeep/upkeepKind';
import { SecretReader } from './store/SecretReader';
import { StoreCredentials } from './store/StoreCredentials';
import { ScoreFiles } from './source/ScoreFiles';

/** So long a driver may think about what is left of a resource. */
const PROOF_MS = 30_000;

/** On which pages hear that a provisioning has changed. */
export const CHANNEL = 'score:provisions';

/** On which pages hear that resources in a place are another way than they were. */
export const RESOURCES_CHANNEL = 'score:resources';

/** Answers `/api/score`: what Score files ask for, what providing it would do, and doing it. */
export const scorePlugin = createBackendPlugin({
  pluginId: 'score',
  register({ registerInit, registerExtensionPoint }) {
    const drivers = new Drivers();
    registerExtensionPoint(scoreDriversExtensionPoint, {
      addDriver: driver => drivers.add(driver),
    });

    registerInit({
      deps: {
        ...runServices,
        actions: actionsRegistryServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        environments: environmentServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        notifications: notificationService,
        permissionsRegistry: coreServices.permissionsRegistry,
        policySubjects: policySubjectsServiceRef,
        reader: coreServices.urlReader,
        healthNotes: healthNotesServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auditor, auth, catalog, clock, config, logger } = deps;
        const settings = readScoreConfig(config);
        const knex = await openDatabase(deps.database, PACKAGE, migrateRuns);
        const { author, integrations, instances, repositories } =
          openConnections({
            ...{ config, clock, logger, folder: 'towpath-score' },
            inTurn: takeTurns(knex),
          });
        const hosts = GitHosts.fromIntegrations(integrations, { clock });
        const resources = new ResourceStore({ knex, clock });
        const uses = new UseStore({ knex, clock });
        const secrets = new SecretStore({ knex, seal: settings.seal });
        const observations = new ObservationStore({ knex, clock });
        const presenter = new ResourcePresenter({
          ...{ drivers, secrets, observations, uses },
        });
        const { policies, hits } = openPolicies({
          ...{ subject: 'provisioning', variables: POLICY_VARIABLES },
          ...{ folders: settings.policies, subjects: deps.policySubjects },
          ...{ config, knex, clock, logger },
        });
        const workloads = new WorkloadJudge(
          openPolicies({
            ...{ subject: 'workload', variables: WORKLOAD_VARIABLES },
            ...{ folders: settings.policies, subjects: deps.policySubjects },
            ...{ config, knex, clock, logger },
          }).policies,
        );
        const plans = new PlanStore({ knex, clock, hits });
        const definitions = new DefinitionFolder({
          folders: settings.definitions,
          provisioners: settings.provisioners,
          clock,
          logger,
        });
        deps.healthNotes.add(() => definitions.note());
        const patches = new PatchFolder({
          folders: settings.patches,
          clock,
          logger,
        });
        deps.healthNotes.add(() => patches.note());
        const imports = new ImportFolder({
          folders: settings.imports,
          drivers,
          clock,
          logger,
        });
        deps.healthNotes.add(() => imports.note());
        const platform = new Platform({ ...settings, patches });
        const patched = new PatchedStore({ knex });
        const places = new ServicePlaces({
          catalog,
          auth,
          environments: deps.environments,
          instances,
        });
        const files = new ScoreFiles({
          ...{ reader: deps.reader, integrations, repositories, hosts },
        });
        const shared = new SharedResources({ resources, uses, places });
        const memories = new Memories({ resources, secrets });
        const moves = new MoveFinder(resources);
        const looker = new ResourceLooker({
          ...{ definitions, platform, drivers, resources, secrets },
          ...{ uses, shared, moves, memories, imports },
        });
        const secretManifests = new SecretManifests({
          clusters: settings.clusterSecrets,
          secrets,
          sealed: new SealedStore({ knex }),
        });
        const renderer = new PlaceRenderer({
          ...{ platform, repositories, patched },
          secrets: secretManifests,
        });
        const judge = new PlanJudge({
          ...{ policies, workloads },
          directory: new CatalogDirectory({ catalog, auth, clock }),
          spending: {
            elsewhere: async ({ service, environment }, currency) =>
              service.owner
                ? resources.monthlyBeside(
                    service.owner,
                    { service: service.ref, environment: environment.name },
                    currency,
                  )
                : 0,
          },
          agreements: new TemplateAgreements({ runs: deps.runs, auth, clock }),
          clock,
        });
        const planner = new Planner({ places, files, looker, renderer, judge });
        const removals = new RemovalPlanner({
          ...{ places, resources, uses, renderer, judge },
        });
        const authorizer = new Authorizer({
          permissions: deps.permissions,
          describe: describeTarget,
          wayOut: 'Ask somebody of the team that owns the service',
        });
        const manage = ({
          subject,
          where,
        }: Pick<Run, 'subject' | 'where'>) => ({
          permission: scoreProvisionPermission,
          resourceRef: stringifyTargetRef({
            service: subject,
            environment: where ?? '',
          }),
        });
        const keeper = new ProvidedKeeper({
          ...{ knex, resources, secrets, definitions },
        });
        const recordPlaces = new RecordPlaces(places);
        const { engine } = await createPluginRuns(deps, {
          kind: createRunKind({
            ...{ knex, planner, removals, places, looker, renderer },
            ...{ definitions, drivers, resources, secrets, repositories },
            ...{ uses, shared, moves, memories, imports, instances, author },
            questions: new DriverQuestions({
              ...{ drivers, logger, timeoutMs: PROOF_MS },
            }),
          }),
          title: 'Provisioning',
          channel: CHANNEL,
          present,
          read: scoreReadPermission,
          manage,
          authorizer,
        });
        const upkeepRuns = await createPluginRuns(deps, {
          kind: createUpkeepKind({
            ...{ drivers, resources, uses, keeper, definitions },
            places: recordPlaces,
            ownerOf: async ref => {
              const entity = await places.entityForPortal(ref);
              return entity && ownerOf(entity);
            },
          }),
          title: 'Work on a resource',
          channel: CHANNEL,
          present: presentUpkeep,
          read: scoreReadPermission,
          manage,
          authorizer,
        });
        const upkeep = await createUpkeep({
          engine: upkeepRuns.engine,
          ...{ auditor, authorizer, logger, drivers, resources, secrets },
          ...{ uses, definitions, scheduler: deps.scheduler },
        });
        const drafts = new Drafts({
          ...{ places, files, looker, platform, secretManifests },
          ...{ definitions, workloads },
        });
        const service = new DefaultScoreService({
          drafts,
          changes: new ScoreFileChanges({
            ...{ places, files, definitions, drafts, repositories, author },
          }),
          starter: new ProvisionStarter({
            ...{ knex, engine, limits: settings.limits },
          }),
          ...{ engine, planner, removals, places, files, definitions },
          ...{ resources, secrets, uses, presenter, plans, clock, logger },
          asked: new AskedStore({ knex }),
          proposer: new Proposer({ files, repositories, author }),
          patches: new PatchList({ platform, patched }),
          imports: new ImportList({ imports, resources }),
        });
        const score = protect<ScoreService>(service, {
          auditor,
          authorizer,
          table: scoreProtection(service, places),
        });
        const signals = new CoalescedSignals(RESOURCES_CHANNEL, {
          signals: deps.signals,
          logger,
        });
        const drift = await createDrift({
          ...{ knex, clock, logger, auditor, authorizer, drivers, places },
          ...{ recordPlaces, resources, observations, presenter },
          lifecycle: deps.lifecycle,
          scheduler: deps.scheduler,
          notifications: deps.notifications,
          settings: settings.drift,
          keeper,
          onNews: place => signals.changed(stringifyTargetRef(place), place),
        });
        const deliveries = protect<DeliveryService>(
          new DefaultDeliveryService({
            ...{ engine, planner, places, files, resources, looker, renderer },
            ...{ uses, hits, logger },
          }),
          { auditor, authorizer, table: deliveryProtection },
        );
        registerPermissions(deps.permissionsRegistry, places);
        registerActions(deps.actions, { auth, score });
        const pushes = createPushes({
          ...deps,
          ...{ knex, engine, planner, places, files, plans, hosts },
        });
        // Before the routes of the API, which read each body as JSON.
        deps.httpRouter.use(hookRoutes(pushes.intake));
        registerDriftActions(deps.actions, { auth, drift });
        registerUpkeepActions(deps.actions, { auth, upkeep });
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            scoreRoutes({ score, httpAuth: deps.httpAuth }),
            driftRoutes({ drift, httpAuth: deps.httpAuth }),
            upkeepRoutes({ upkeep, httpAuth: deps.httpAuth }),
            deliveryRoutes({ deliveries, httpAuth: deps.httpAuth }),
            storeRoutes(
              new SecretReader({
                credentials: StoreCredentials.fromConfig(config),
                ...{ resources, secrets, auditor, logger },
              }),
            ),
          ]),
        );
        // It asks for a credential of its own.
        deps.httpRouter.addAuthPolicy({
          path: '/store',
          allow: 'unauthenticated',
        });
        // Git hosts sign what they send.
        deps.httpRouter.addAuthPolicy({
          path: '/hooks',
          allow: 'unauthenticated',
        });
        const hourly = {
          frequency: { hours: 1 },
          timeout: { minutes: 5 },
          scope: 'global' as const,
        };
        await deps.scheduler.scheduleTask({
          ...hourly,
          id: 'old-plans',
          fn: () => plans.forgetOld(),
        });
        await deps.scheduler.scheduleTask({
          ...hourly,
          id: 'old-copies',
          fn: signal => purgeKept({ resources, drivers, logger }, signal),
        });
        await pushes.schedule(deps.scheduler);
        deps.lifecycle.addStartupHook(() => pushes.begin());
        deps.lifecycle.addShutdownHook(() => pushes.stop());
        deps.lifecycle.addShutdownHook(() => {
          signals.stop();
          instances.close();
        });
      },
    });
  },
});

function registerPermissions(
  registry: PermissionsRegistryService,
  places: ServicePlaces,
) {
  registry.addResourceType({
    resourceRef: scoreTargetResourceRef,
    permissions: scorePermissions,
    rules: scoreTargetRules,
    getResources: refs =>
      Promise.all(
        refs.map(async ref => {
          const { service = '', environment } = parseTargetRef(ref);
          const entity = await places.entityForPortal(service);
          return entity && { service, owner: ownerOf(entity), environment };
        }),
      ),
  });
}

/** "payment-service in prod", or "payment-service" for what is of no environment. */
function describeTarget(ref: string): string {
  const { service = '', environment } = parseTargetRef(ref);
  const { name } = parseEntityRef(service);
  return environment ? `${name} in ${environment}` : name;
}
