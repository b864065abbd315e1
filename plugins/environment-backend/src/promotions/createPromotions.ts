import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import { WorkflowEngine, type Clock } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { connectionOf } from '../database/connectionOf';
import type { DeploymentDecorator } from '../deployments/decorators';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { HoldStore } from '../gates/holds/HoldStore';
import { auditEnd } from '../notify/auditEnd';
import { NoticeStore } from '../notify/NoticeStore';
import { Notifier } from '../notify/Notifier';
import { PromotionSignals } from '../notify/PromotionSignals';
import { promotionRoutes } from '../routes/promotionRoutes';
import { AuditedPromotionService } from './AuditedPromotionService';
import { AuthorizedPromotionService } from './AuthorizedPromotionService';
import { AutomaticPromoter } from './AutomaticPromoter';
import { PromotionStore } from './database/PromotionStore';
import { DefaultPromotionService } from './DefaultPromotionService';
import { People } from './Person';
import { Planner, type ChangeFinder, type GateEvaluator } from './Planner';
import { PromotionDecorator } from './PromotionDecorator';
import { PromotionReader } from './PromotionReader';
import type { PromotionService } from './PromotionService';
import { PromotionStarter } from './PromotionStarter';
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
  repositories: GitRepositories;
  instances: ArgoCdInstances;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
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
  routes: AddRoutes;
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
  const kinds = createRunKinds({
    ...deps,
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

  const starter = new PromotionStarter({ engine, store, notices, clock });
  const reader = new PromotionReader({ engine, store });
  const people = new People(deps);
  const previewer = new RollbackPreviewer({
    reader,
    repositories: deps.repositories,
    instances,
    freezes: deps.freezes,
  });
  const service = new AuditedPromotionService({
    auditor,
    people,
    inner: new AuthorizedPromotionService({
      catalog,
      permissions: deps.permissions,
      auth: deps.auth,
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
  });

  const automatic = new AutomaticPromoter({
    catalog,
    holds,
    store,
    planner,
    starter,
    auditor,
    logger,
  });
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
    routes: promotionRoutes({ promotions: service, httpAuth: deps.httpAuth }),
    decorator: new PromotionDecorator(store, catalog),
    async onDeploymentsChange(services) {
      for (const subject of services) await engine.wake({ subject });
      await automatic.look(services);
    },
    onGateChange: change => wakeAfter(change, engine, store),
    async begin() {
      follow(engine, { signals, notifier, auditor, logger });
      await schedule(deps.scheduler, { automatic, notifier });
      await engine.begin();
    },
    async stop() {
      signals.stop();
      await engine.stop();
    },
  };
}

function follow(
  engine: WorkflowEngine,
  {
    signals,
    notifier,
    auditor,
    logger,
  }: {
    signals: PromotionSignals;
    notifier: Notifier;
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
  });
}

/** What was missed while nobody was there to hear of it. */
async function schedule(
  scheduler: SchedulerService,
  { automatic, notifier }: { automatic: AutomaticPromoter; notifier: Notifier },
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
}
