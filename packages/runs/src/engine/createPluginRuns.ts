import {
  coreServices,
  type AuditorService,
  type AuthService,
  type DatabaseService,
  type LifecycleService,
  type LoggerService,
  type PermissionsService,
  type UserInfoService,
} from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  signalsServiceRef,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import {
  Authorizer,
  clockServiceRef,
  CoalescedSignals,
  protect,
  type Question,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Run as PresentedRun } from '@towpath/plugin-runs-common';
import { WorkflowEngine, type Run, type RunKind } from '@towpath/workflow';
import { People } from '../abilities/People';
import type { Person } from '../abilities/Person';
import { runsServiceRef, type RunsService } from '../runsServiceRef';
import { EngineRuns } from './EngineRuns';
import type { RunDescription } from './presentRun';
import { runProtection } from './runProtection';

/** The services that {@link createPluginRuns} takes, for the `deps` of a plugin. */
export const runServices = {
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  clock: clockServiceRef,
  database: coreServices.database,
  lifecycle: coreServices.lifecycle,
  logger: coreServices.logger,
  permissions: coreServices.permissions,
  runs: runsServiceRef,
  signals: signalsServiceRef,
  userInfo: coreServices.userInfo,
};

interface RunServices {
  auditor: AuditorService;
  auth: AuthService;
  clock: Clock;
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  runs: RunsService;
  signals: SignalsService;
  userInfo: UserInfoService;
}

/** One kind of run of a plugin: what it does, how it is shown, and who may do what. */
export interface PluginRuns<I, S> {
  kind: RunKind<I, S>;
  /** What the engine works on as well, and no list of runs shows. */
  unlisted?: RunKind<I, S>[];
  /** For people: `Stack`. */
  title: string;
  /** On which pages hear that a run has changed. */
  channel: string;
  /** To see runs. */
  read: BasicPermission;
  /** To cancel, or try again, what somebody else began: a permission, or what a run comes to. Who may approve is in each run. */
  manage: BasicPermission | ((run: PresentedRun) => Question);
  /** Says in words what is refused; one that names permissions and resources as they are when left out. */
  authorizer?: Authorizer;
  /**
   * Whether somebody who may read sees a run: its input, its log and that there is one. Who may manage it sees it as
   * well, and so do services. Everybody who may read when left out.
   */
  sees?(run: PresentedRun, person: Person): boolean;
  /** Says a run in words. */
  present(run: Run<I, S>): RunDescription;
}

/**
 * An engine over the plugin's own database, which works while the backend is alive; its runs are among those of all
 * kinds, and pages hear of each change.
 *
 * @throws ConflictError when another plugin has a kind of this name
 */
export async function createPluginRuns<I, S>(
  services: RunServices,
  options: PluginRuns<I, S>,
): Promise<{ engine: WorkflowEngine; authorizer: Authorizer }> {
  const { auditor, auth, userInfo, permissions } = services;
  const { kind, title, channel, present } = options;
  const engine = await createEngine(services, options);
  const unprotected = new EngineRuns({
    engine,
    kind: kind.kind,
    describe: present,
    auth,
    userInfo,
  });
  const { read, manage, sees = () => true } = options;
  const people = new People({ auth, userInfo });
  const toManage = (run: PresentedRun) =>
    typeof manage === 'function' ? manage(run) : { permission: manage };
  const authorizer =
    options.authorizer ??
    new Authorizer({
      permissions,
      describe: ref => ref,
      wayOut: 'Ask your platform team',
    });
  services.runs.register({
    kind: kind.kind,
    title,
    channel,
    has: id => unprotected.has(id),
    operations: protect(unprotected, {
      auditor,
      authorizer,
      table: runProtection(unprotected, {
        event: kind.kind,
        read,
        async readingOf({ credentials }) {
          const person = await people.find(credentials);
          return run =>
            !person || sees(run, person) ? { permission: read } : toManage(run);
        },
        permissionOf(action, run, by) {
          const isDecision = action === 'approve' || action === 'reject';
          if (isDecision || run.requestedBy === by) return undefined;
          return toManage(run);
        },
      }),
    }),
  });
  return { engine, authorizer };
}

async function createEngine<I, S>(
  services: RunServices,
  { kind, unlisted = [], channel }: PluginRuns<I, S>,
): Promise<WorkflowEngine> {
  const { database, lifecycle, logger, clock } = services;
  const engine = await WorkflowEngine.create({
    knex: await database.getClient(),
    logger,
    clock,
    kinds: [kind, ...unlisted] as RunKind<any, any>[],
  });
  const signals = new CoalescedSignals(channel, {
    signals: services.signals,
    logger,
  });
  lifecycle.addStartupHook(async () => {
    engine.onChange(({ run: { id, status }, what }) => {
      if (what !== 'log') signals.changed(id, { id, status });
    });
    await engine.begin();
  });
  lifecycle.addShutdownHook(async () => {
    signals.stop();
    await engine.stop();
  });
  return engine;
}
