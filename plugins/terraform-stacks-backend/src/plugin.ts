import {
  coreServices,
  createBackendPlugin,
  type LoggerService,
} from '@backstage/backend-plugin-api';
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
import { PlatformModules } from './modules/PlatformModules';
import { stateRoutes } from './routes/stateRoutes';
import { stateProtocol } from './routes/stateProtocol';
import { stackRoutes } from './routes/stackRoutes';
import { presentStackRun, stackKind } from './runs/stackKind';
import {
  stackProtection,
  type ProtectedStackRuns,
} from './runs/stackProtection';
import { StackRuns } from './runs/StackRuns';
import { tidyRuns } from './runs/tidyRuns';
import { moveStates } from './runs/moveStates';
import { Credentials } from './state/Credentials';
import { FailedTries } from './state/FailedTries';
import { openStates } from './state/openStates';
import { readStateSettings } from './state/readStateSettings';
import { RunBook } from './state/RunBook';
import { StateViews } from './state/StateViews';
import {
  credentialProtection,
  viewProtection,
  type ProtectedStateViews,
} from './state/stateProtection';
import { scheduleUpkeep } from './state/scheduleUpkeep';
import { StateAccess } from './state/StateAccess';
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
        policySubjects: policySubjectsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auditor, auth, catalog, clock, config, logger } = deps;
        deps.permissionsRegistry.addPermissions(terraformStacksPermissions);
        const knex = await openDatabase(deps.database, PACKAGE);
        const store = new StackStore(knex);
        const settings = readTerraformConfig(config);
        const { stateDir, modulesDir } = settings;
        const awake: { engine?: WorkflowEngine } = {};
        const runBook = new RunBook(() => awake.engine);
        const stateSettings = readStateSettings(config);
        const states = openStates({
          ...{ knex, clock, settings: stateSettings },
          ...{ runs: runBook, stackStore: store },
          place: () => stacks.place,
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
        const actors = new Actors({
          auth,
          catalog,
          platformEngineers: readPlatformEngineerGroups(config),
        });
        const { engine, authorizer } = await createPluginRuns(deps, {
          kind: stackKind({
            stacks,
            lost: states.lost,
            earlier: states.earlier,
            judge: new StackJudge({
              judged: openPolicies({
                ...{ subject: 'terraform-plan', variables: POLICY_VARIABLES },
                folders: config.getOptionalStringArray(POLICIES) ?? [],
                ...{ subjects: deps.policySubjects, config },
                ...{ knex, clock, logger },
              }),
              directory: new CatalogDirectory({ catalog, auth, clock }),
              clock,
              ownerOf: async key => (await store.find(key))?.owner,
            }),
          }),
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
        const runs = new StackRuns({
          engine,
          stacks,
          store,
          modules: new PlatformModules(modulesDir),
          actors,
        });
        // Before what reads JSON, since states are kept as they come.
        deps.httpRouter.use(
          stateProtocol({
            states: states.protocol,
            access: new StateAccess({
              ...{ states: states.store, locks: states.locks },
              ...{ credentials: states.credentials, runs: runBook },
              ...{ actors, clock, ownerOf: key => stacks.ownerOf(key) },
            }),
            failed: new FailedTries(clock),
            auditor,
            limit: stateSettings.limit,
          }),
        );
        // Terraform has no token of Backstage's, and shows credentials of its own.
        deps.httpRouter.addAuthPolicy({
          path: '/state',
          allow: 'unauthenticated',
        });
        deps.httpRouter.use(express.json({ limit: LARGEST_BODY }));
        const { publicUrl } = stateSettings;
        const { store: stateStore, locks, places } = states;
        const views = new StateViews({
          ...{ store: stateStore, locks, places, runs: runBook },
          ...{ stacks, actors, clock },
        });
        const credentials = new Credentials({
          store: states.credentials,
          ...{ stacks, actors, clock, publicUrl },
        });
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            stateRoutes({
              views: protect<ProtectedStateViews>(views, {
                ...{ auditor, authorizer, table: viewProtection },
              }),
              credentials: protect(credentials, {
                ...{ auditor, authorizer, table: credentialProtection },
              }),
              httpAuth: deps.httpAuth,
            }),
            stackRoutes({
              runs: protect<ProtectedStackRuns>(runs, {
                auditor,
                authorizer,
                table: stackProtection(runs),
              }),
              httpAuth: deps.httpAuth,
            }),
          ]),
        );
        deps.lifecycle.addStartupHook(() => sayProgram(terraform, logger));
        const { earlier, isInDatabase } = states;
        if (isInDatabase) {
          deps.lifecycle.addStartupHook(() =>
            moveStates({ engine, stacks, earlier, logger }),
          );
        }
        await scheduleUpkeep(deps.scheduler, {
          states,
          place: () => stacks.place,
          settings: stateSettings,
          clock,
          logger,
        });
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
