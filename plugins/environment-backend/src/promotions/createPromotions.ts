import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories, Person } from '@towpath/gitops';
import { WorkflowEngine, type Clock } from '@towpath/workflow';
import type { Knex } from 'knex';
import { protect } from '../api/protect';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { connectionOf } from '../database/connectionOf';
import type { DeploymentDecorator } from '../deployments/decorators';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { HoldStore } from '../gates/holds/HoldStore';
import type { SetbackStore } from '../gates/setbacks/SetbackStore';
import { auditEnd } from '../audit/auditEnd';
import { NoticeStore } from '../notify/NoticeStore';
import { Notifier } from '../notify/Notifier';
import { PromotionSignals } from '../notify/PromotionSignals';
import { AuthorizedPromotionService } from './AuthorizedPromotionService';
import { AutomaticLooks } from './AutomaticLooks';
import { AutomaticPromoter } from './AutomaticPromoter';
import { PromotionStore } from './database/PromotionStore';
import { DefaultPromotionService } from './DefaultPromotionService';
import { People } from './Person';
import { Planner, type ChangeFinder, type GateEvaluator } from './Planner';
import { PromotionDecorator } from './PromotionDecorator';
import { promotionProtection } from './promotionProtection';
import { PromotionReader } from './PromotionReader';
import type { PromotionService } from './PromotionService';
import { PullRequestCloser } from './PullRequestCloser';
import { PromotionStarter } from './PromotionStarter';
import type { PromotionLimits } from './readLimits';
import { RollbackPreviewer, type FreezeFinder } from './RollbackPreviewer';
import { createRunKinds } from './runKinds';
import { wakeAfter, type WorldChange } from './wakeAfter';

/** What promotions need of the plugin and of the platform. */
export interface PromotionDeps {
  knex: Knex;
  /** Milliseconds since 1970. */
  clock: { now(): number };
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  changes: ChangeFinder;
  gates: GateEvaluator;
  freezes: FreezeFinder;
  holds: HoldStore;
  setbacks: SetbackStore;
  repositories: GitRepositories;
  /** Who commits. */
  author: Person;
  instances: ArgoCdInstances;
  limits: PromotionLimits;
  auditor: AuditorService;
  auth: AuthService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  signals: SignalsService;
  userInfo: UserInfoService;
}

/** The write side of the plugin. */
export interface Promotions {
  service: PromotionService;
  planner: Planner;
  store: PromotionStore;
  decorator: DeploymentDecorator;
  /** What these services run, or what a gate looks at, is not what it was. */
  onDeploymentsChange(services: string[]): Promise<void>;
  onGateChange(change: WorldChange): Promise<void>;
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts promotions together. Nothing runs before `begin`. */
export async function createPromotions(
  deps: PromotionDeps,
): Promise<Promotions> {
  const { knex, catalog, logger, auditor, holds, instances } = deps;
  const clock: Clock = { now: () => new Date(deps.clock.now()) };
  const store = new PromotionStore(knex);
  const notices = new NoticeStore(knex);
  const planner = new Planner(deps);
  const closer = new PullRequestCloser({ ...deps, clock });
  const kinds = createRunKinds({
    ...deps,
    closer,
    planner,
    notices,
    promotions: store,
  });
  const engine = await WorkflowEngine.create({
    knex,
    connection: connectionOf(knex),
    schema: 'environment_jobs',
    logger,
    clock,
    kinds,
  });

  const starter = new PromotionStarter({
    engine,
    store,
    notices,
    clock,
    limits: deps.limits,
  });
  const reader = new PromotionReader({ engine, store });
  const people = new People(deps);
  const previewer = new RollbackPreviewer({
    reader,
    deployments: deps.deployments,
    repositories: deps.repositories,
    instances,
    freezes: deps.freezes,
  });
  const service = protect<PromotionService>(
    new AuthorizedPromotionService({
      catalog,
      permissions: deps.permissions,
      inner: new DefaultPromotionService({
        catalog,
        people,
        planner,
        starter,
        reader,
        previewer,
        engine,
        store,
        notices,
        clock,
      }),
    }),
    auditor,
    promotionProtection,
  );

  const automatic = new AutomaticPromoter({
    catalog,
    holds,
    store,
    planner,
    starter,
    auditor,
    logger,
  });
  const looks = new AutomaticLooks(automatic, logger);
  const { notifications } = deps;
  const notifier = new Notifier({
    store: notices,
    engine,
    notifications,
    clock,
    logger,
  });
  const signals = new PromotionSignals(deps.signals, logger);

  return {
    service,
    planner,
    store,
    decorator: new PromotionDecorator(store, catalog),
    async onDeploymentsChange(services) {
      await engine.wake({ subjects: services });
      looks.add(services);
    },
    onGateChange: change => wakeAfter(change, engine, store),
    async begin() {
      follow(engine, { signals, notifier, closer, auditor, logger });
      await schedule(deps.scheduler, { automatic, notifier, closer });
      await engine.begin();
    },
    async stop() {
      signals.stop();
      await looks.stop();
      await engine.stop();
    },
  };
}

function follow(
  engine: WorkflowEngine,
  {
    signals,
    notifier,
    closer,
    auditor,
    logger,
  }: {
    signals: PromotionSignals;
    notifier: Notifier;
    closer: PullRequestCloser;
    auditor: AuditorService;
    logger: LoggerService;
  },
) {
  engine.onChange(change => {
    if (change.what === 'log') return;
    signals.changed(change);
    auditEnd(change, auditor, logger);
    notifier
      .sendDue()
      .catch(error => logger.warn(`Notifications were not sent: ${error}`));
    if (!change.run.endedAt) return;
    closer
      .closeDue()
      .catch(error => logger.warn(`Pull requests were not closed: ${error}`));
  });
}

/** What was missed while nobody was there to hear of it. */
async function schedule(
  scheduler: SchedulerService,
  {
    automatic,
    notifier,
    closer,
  }: {
    automatic: AutomaticPromoter;
    notifier: Notifier;
    closer: PullRequestCloser;
  },
) {
  const often = {
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    scope: 'global' as const,
  };
  await scheduler.scheduleTask({
    ...often,
    id: 'automatic-promotion',
    fn: signal => automatic.look(undefined, signal),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'promotion-notices',
    fn: () => notifier.sendDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    frequency: { days: 1 },
    id: 'old-promotion-notices',
    fn: () => notifier.forgetOld(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'pull-requests-to-close',
    fn: () => closer.closeDue(),
  });
}
