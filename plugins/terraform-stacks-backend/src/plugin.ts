import {
  coreServices,
  createBackendPlugin,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { notificationService } from '@backstage/plugin-notifications-node';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  createApiRouter,
  openDatabase,
  openPolicies,
  policySubjectsServiceRef,
  protect,
} from '@towpath/backend-kit';
import {
  terraformStacksManagePermission,
  terraformStacksPermissions,
  terraformStacksReadPermission,
  type paths,
} from '@towpath/plugin-terraform-stacks-common';
import { GitHosts } from '@towpath/git-hosts';
import { isEnded } from '@towpath/plugin-runs-common';
import {
  Actors,
  CatalogDirectory,
  readPlatformEngineerGroups,
} from '@towpath/roles';
import { createPluginRuns, runServices } from '@towpath/runs';
import { readTerraformConfig, Terraform } from '@towpath/terraform';
import type { WorkflowEngine } from '@towpath/workflow';
import express from 'express';
import { POLICY_VARIABLES, StackJudge } from './judging/StackJudge';
import { registerActions } from './actions/registerActions';
import { CatalogPlaces } from './definitions/CatalogPlaces';
import { CatalogStacks } from './definitions/CatalogStacks';
import { DefinitionCheck } from './definitions/DefinitionCheck';
import { definitionProtection } from './definitions/definitionProtection';
import { Definitions } from './definitions/Definitions';
import { EntityStore } from './definitions/EntityStore';
import { readJudgedStack } from './definitions/readJudgedStack';
import { DriftLooks } from './drift/DriftLooks';
import { DriftNotices } from './drift/DriftNotices';
import { scheduleDrift } from './drift/scheduleDrift';
import { ModuleSources } from './modules/ModuleSources';
import { PlatformModules } from './modules/PlatformModules';
import { answerStates } from './answerStates';
import { readStacksConfig } from './readStacksConfig';
import { stackRoutes } from './routes/stackRoutes';
import { DefinedRuns } from './runs/DefinedRuns';
import { definedProtection } from './runs/definedProtection';
import { RunEndings } from './runs/RunEndings';
import { RunStarter } from './runs/RunStarter';
import { driftKind, presentStackRun, stackKind } from './runs/stackKind';
import {
  stackProtection,
  type ProtectedStackRuns,
} from './runs/stackProtection';
import { StackRuns } from './runs/StackRuns';
import { tidyRuns } from './runs/tidyRuns';
import { DefinitionStore } from './stacks/DefinitionStore';
import { DriftStore } from './stacks/DriftStore';
import { moveStates } from './runs/moveStates';
import { openStates } from './state/openStates';
import { readStateSettings } from './state/readStateSettings';
import { RunBook } from './state/RunBook';
import { StateViews } from './state/StateViews';
import { Stacks } from './stacks/Stacks';
import { StackStore } from './stacks/StackStore';

/** On which pages hear that a run has changed. */
export const CHANNEL = 'terraform-stacks:runs';

const PACKAGE = '@towpath/plugin-terraform-stacks-backend';

/** Folders with policies. */
const POLICIES = 'terraform.policies';

/** Room for an archive of a module, which Express takes for too large of itself. */
const LARGEST_BODY = '8mb';

/** Answers `/api/terraform-stacks`, and has its runs among those of all kinds. */
export const terraformStacksPlugin = createBackendPlugin({
  pluginId: 'terraform-stacks',
  register({ registerInit }) {
    registerInit({
      deps: {
        ...runServices,
        actions: actionsRegistryServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
        notifications: notificationService,
        policySubjects: policySubjectsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auditor, auth, catalog, clock, config, logger } = deps;
        deps.permissionsRegistry.addPermissions(terraformStacksPermissions);
        const knex = await openDatabase(deps.database, PACKAGE);
        const store = new StackStore(knex);
        const { drift } = readStacksConfig(config);
        const stateSettings = readStateSettings(config);
        const definitions = new DefinitionStore(knex, stateSettings.seal);
        const drifts = new DriftStore(knex, drift.everyMs);
        const places = new CatalogPlaces({ catalog, auth });
        const notices = new DriftNotices({
          ...{ knex, clock, logger, store, drifts },
          notifications: deps.notifications,
        });
        const settings = readTerraformConfig(config);
        const { stateDir, modulesDir } = settings;
        const awake: { engine?: WorkflowEngine; stacks?: Stacks } = {};
        const runBook = new RunBook(() => awake.engine);
        const states = openStates({
          ...{ knex, clock, settings: stateSettings, stackStore: store },
          place: () => awake.stacks!.place,
          baseUrl: () => deps.discovery.getBaseUrl('terraform-stacks'),
        });
        const terraform = new Terraform({
          ...settings,
          clock,
          backend: key => states.backendOf(key),
          onEnd: run => wakeRun(awake.engine, run, logger),
        });
        const stacks = new Stacks({
          terraform,
          store,
          stateDir,
          clock,
          states: states.isInDatabase ? states.store : undefined,
        });
        awake.stacks = stacks;
        const judge = new StackJudge({
          judged: openPolicies({
            ...{ subject: 'terraform-plan', variables: POLICY_VARIABLES },
            folders: config.getOptionalStringArray(POLICIES) ?? [],
            ...{ subjects: deps.policySubjects, config },
            ...{ knex, clock, logger },
          }),
          directory: new CatalogDirectory({ catalog, auth, clock }),
          clock,
          factsOf: key => readJudgedStack({ store, places }, key),
        });
        const endings = new RunEndings({
          ...{ store, definitions, drifts, clock },
          tell: (difference, trx) => notices.add(difference, trx),
        });
        const { lost, earlier } = states;
        const services = { stacks, judge, endings, lost, earlier };
        const { engine, authorizer } = await createPluginRuns(deps, {
          kind: stackKind(services),
          unlisted: [driftKind(services)],
          title: 'Terraform stack',
          channel: CHANNEL,
          present: presentStackRun,
          read: terraformStacksReadPermission,
          manage: terraformStacksManagePermission,
        });
        awake.engine = engine;
        engine.onChange(({ run, what }) => {
          if (what !== 'log' && isEnded(run.status)) {
            forgetEnded(stacks, run, logger);
          }
        });
        const integrations = ScmIntegrations.fromConfig(config);
        const modules = new ModuleSources({
          platform: new PlatformModules(modulesDir),
          hosts: GitHosts.fromIntegrations(integrations, { clock }),
          ...settings,
        });
        const actors = new Actors({
          auth,
          catalog,
          platformEngineers: readPlatformEngineerGroups(config),
        });
        const views = new StateViews({
          ...{ store: states.store, locks: states.locks, runs: runBook },
          ...{ places: states.places, stacks, actors, clock },
        });
        const starter = new RunStarter({
          ...{ knex, engine, stacks, store, modules },
        });
        const known = { engine, stacks, store, definitions, actors };
        const runs = new StackRuns({ ...known, places, starter, clock });
        const defined = new DefinedRuns({ ...known, starter });
        const entities = new EntityStore(knex);
        const check = new DefinitionCheck({
          ...{ stacks, definitions, places, modules },
        });
        const kept = { knex, stacks, definitions, drifts, entities, check };
        const described = new Definitions({
          ...{ ...known, ...kept, clock },
          locksOf: keys => views.locksOf(keys),
          newestOf: key => views.newest(key),
        });
        const fromCatalog = new CatalogStacks({
          ...{ ...kept, catalog, auth, clock, logger },
        });
        await deps.scheduler.scheduleTask({
          id: 'read-stacks',
          frequency: { seconds: 30 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 5 },
          scope: 'global',
          fn: () => fromCatalog.read(),
        });
        await scheduleDrift(deps.scheduler, {
          looks: new DriftLooks({
            ...{ knex, engine, drifts, runs: defined, clock, logger },
            parallel: drift.parallel,
          }),
          notices,
        });
        const guard = { auditor, authorizer };
        const doors = {
          runs: protect<ProtectedStackRuns>(runs, {
            ...guard,
            table: stackProtection(runs),
          }),
          definitions: protect(described, {
            ...guard,
            table: definitionProtection,
          }),
          defined: protect<Pick<DefinedRuns, 'plan'>>(defined, {
            ...guard,
            table: definedProtection,
          }),
        };
        registerActions(deps.actions, { auth, ...doors });
        const askStates = await answerStates({
          ...{ ...deps, ...guard, states, views, settings: stateSettings },
          ...{ runs: runBook, definitions, stacks, actors },
        });
        deps.httpRouter.use(express.json({ limit: LARGEST_BODY }));
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            askStates,
            stackRoutes({ ...doors, httpAuth: deps.httpAuth }),
          ]),
        );
        deps.lifecycle.addStartupHook(() => sayProgram(terraform, logger));
        if (states.isInDatabase) {
          deps.lifecycle.addStartupHook(() =>
            moveStates({ engine, stacks, earlier, logger }),
          );
        }
        await deps.scheduler.scheduleTask({
          id: 'tidy',
          // What runs leave is on the disk of this host.
          scope: 'local',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          fn: () => tidyRuns({ engine, stacks, now: () => clock.now() }),
        });
      },
    });
  },
});

/** That the next look comes at once; without it, it comes in a moment. */
function wakeRun(
  engine: WorkflowEngine | undefined,
  run: string,
  logger: LoggerService,
): void {
  engine?.wake({ runIds: [run] }).catch(error => {
    logger.debug(`Run ${run} was not woken: ${error}`);
  });
}

/** At once, since it holds secrets; what is missed is found when the portal tidies up. */
async function forgetEnded(
  stacks: Stacks,
  run: { id: string; input: object },
  logger: LoggerService,
): Promise<void> {
  const { stack } = run.input as { stack: string };
  try {
    (await stacks.get(stack)).forget(run.id);
  } catch (error) {
    logger.warn(`What run ${run.id} has left stays for now: ${error}`);
  }
}

async function sayProgram(
  terraform: Terraform,
  logger: LoggerService,
): Promise<void> {
  try {
    const { tool, version, path } = await terraform.binary();
    logger.info(`${tool} ${version} at ${path} runs terraform:*`);
  } catch (error) {
    logger.warn(
      `The template actions terraform:* will refuse to run: ${error}. The portal works on without it`,
    );
  }
}
