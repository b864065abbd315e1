import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { openPolicies, type PolicySubjectsService } from '@towpath/backend-kit';
import { isEnded } from '@towpath/plugin-runs-common';
import {
  terraformStacksManagePermission,
  terraformStacksReadPermission,
} from '@towpath/plugin-terraform-stacks-common';
import {
  Actors,
  CatalogDirectory,
  readPlatformEngineerGroups,
} from '@towpath/roles';
import { createPluginRuns } from '@towpath/runs';
import { readTerraformConfig, Terraform } from '@towpath/terraform';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { CHANNEL } from './channel';
import { CatalogPlaces } from './definitions/CatalogPlaces';
import { readJudgedStack } from './definitions/readJudgedStack';
import { DriftNotices } from './drift/DriftNotices';
import { POLICY_VARIABLES, StackJudge } from './judging/StackJudge';
import { readStacksConfig } from './readStacksConfig';
import { endLeftover } from './runs/endLeftover';
import { RunEndings } from './runs/RunEndings';
import { driftKind, presentStackRun, stackKind } from './runs/stackKind';
import { DefinitionStore } from './stacks/DefinitionStore';
import { DriftStore } from './stacks/DriftStore';
import { Stacks } from './stacks/Stacks';
import { StackStore } from './stacks/StackStore';
import { openStates } from './state/openStates';
import {
  readStateSettings,
  type StateSettings,
} from './state/readStateSettings';
import { RunBook } from './state/RunBook';

/** Folders with policies. */
const POLICIES = 'terraform.policies';

/** What outputs are told apart by, beside the key. */
const OUTPUTS = ['terraform-stacks', 'outputs'];

type OpenOptions = Parameters<typeof createPluginRuns>[0] & {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  discovery: DiscoveryService;
  logger: LoggerService;
  notifications: NotificationService;
  policySubjects: PolicySubjectsService;
};

/** What the engine and the stacks are to each other before both are there. */
interface Awake {
  engine?: WorkflowEngine;
  stacks?: Stacks;
}

/** What stacks are kept in, Terraform, and the engine that runs plans and applies. */
export async function openStacks(deps: OpenOptions, knex: Knex) {
  const { auth, catalog, clock, config, logger } = deps;
  const { drift, usableBy } = readStacksConfig(config);
  const settings = readStateSettings(config);
  const { seal } = settings;
  const awake: Awake = {};
  const kept = {
    knex,
    store: new StackStore(knex),
    definitions: new DefinitionStore(knex, seal),
    drifts: new DriftStore(knex, drift.everyMs),
    places: new CatalogPlaces({ catalog, auth }),
    actors: new Actors({
      ...{ auth, catalog },
      platformEngineers: readPlatformEngineerGroups(config),
    }),
  };
  const notices = new DriftNotices({
    ...{ ...kept, clock, logger, notifications: deps.notifications },
  });
  const { stacks, ...work } = openTerraform(deps, { ...kept, settings }, awake);
  const services = {
    ...{ stacks, definitions: kept.definitions },
    judge: openJudge(deps, kept),
    endings: new RunEndings({
      ...{ ...kept, clock },
      tell: (difference, trx) => notices.add(difference, trx),
    }),
    ...{ lost: work.states.lost, earlier: work.states.earlier },
    digestKeys: seal?.deriveUnderAll(OUTPUTS) ?? [],
  };
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
    if (what === 'log' || !isEnded(run.status)) return;
    void endLeftover({ engine, stacks, logger }, run);
  });
  return {
    ...kept,
    ...work,
    stacks,
    engine,
    authorizer,
    notices,
    drift,
    usableBy,
  };
}

function openTerraform(
  { clock, config, discovery, logger }: OpenOptions,
  {
    knex,
    store,
    settings,
  }: { knex: Knex; store: StackStore; settings: StateSettings },
  awake: Awake,
) {
  const terraformSettings = readTerraformConfig(config);
  const { stateDir } = terraformSettings;
  const runs = new RunBook(() => awake.engine);
  const states = openStates({
    ...{ knex, clock, settings, stackStore: store },
    place: () => awake.stacks!.place,
    baseUrl: () => discovery.getBaseUrl('terraform-stacks'),
  });
  const terraform = new Terraform({
    ...terraformSettings,
    clock,
    backend: key => states.backendOf(key),
    onEnd: run => wakeRun(awake.engine, run, logger),
  });
  const stacks = new Stacks({
    ...{ terraform, store, stateDir, clock },
    states: states.isInDatabase ? states.store : undefined,
  });
  awake.stacks = stacks;
  return { terraform, terraformSettings, runs, settings, states, stacks };
}

function openJudge(
  { auth, catalog, clock, config, logger, policySubjects }: OpenOptions,
  {
    knex,
    store,
    places,
  }: { knex: Knex; store: StackStore; places: CatalogPlaces },
): StackJudge {
  return new StackJudge({
    judged: openPolicies({
      ...{ subject: 'terraform-plan', variables: POLICY_VARIABLES },
      folders: config.getOptionalStringArray(POLICIES) ?? [],
      ...{ subjects: policySubjects, config },
      ...{ knex, clock, logger },
    }),
    directory: new CatalogDirectory({ catalog, auth, clock }),
    clock,
    factsOf: input => readJudgedStack({ store, places }, input),
  });
}

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
