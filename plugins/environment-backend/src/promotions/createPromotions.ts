import type {
  AuditorService,
  AuthService,
  LoggerService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { ArgoCdInstances } from '@towpath/argocd';
import {
  CoalescedSignals,
  Outbox,
  protect,
  type Authorizer,
  type PolicyHits,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { GitRepositories, Author } from '@towpath/gitops';
import { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { auditEnd } from '../audit/auditEnd';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { AutomaticVersions } from '../database/AutomaticVersions';
import { WriteStore } from '../database/WriteStore';
import type { DeploymentDecorator } from '../deployments/decorators';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { FreezeFinder } from '../gates/freezes/findActiveFreeze';
import type { HoldStore } from '../gates/holds/HoldStore';
import type { SetbackStore } from '../gates/setbacks/SetbackStore';
import { asDelivery, deliveryOf } from '../model/runs';
import type { PromotionOutbox } from '../notify/PromotionOutbox';
import { sendPromotionOutbox } from '../notify/sendPromotionOutbox';
import type { DeliveryStrategies } from '../planning/DeliveryStrategies';
import type { Planner } from '../planning/Planner';
import { AutomaticLooks } from './AutomaticLooks';
import { AutomaticPromoter } from './AutomaticPromoter';
import { DefaultPromotionService } from './DefaultPromotionService';
import { People, type RunLimits } from '@towpath/runs';
import { PromotionDecorator } from './PromotionDecorator';
import { promotionProtection } from './promotionProtection';
import { PromotionReader } from './PromotionReader';
import type { PromotionService } from './PromotionService';
import { PromotionStarter } from './PromotionStarter';
import { RollbackPreviewer } from './RollbackPreviewer';
import { createRunKinds } from './runKinds';
import { wakeAfter, type WorldChange } from './wakeAfter';

/** The channel on which pages hear that a promotion has changed. */
export const PROMOTIONS_CHANNEL = 'environment:promotions';

/** What promotions need of the plugin and of the platform. */
export interface PromotionDeps {
  knex: Knex;
  clock: Clock;
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  planner: Planner;
  strategies: DeliveryStrategies;
  freezes: FreezeFinder;
  holds: HoldStore;
  setbacks: SetbackStore;
  policyHits: PolicyHits;
  repositories: GitRepositories;
  /** Who commits. */
  author: Author;
  instances: ArgoCdInstances;
  limits: RunLimits;
  auditor: AuditorService;
  auth: AuthService;
  logger: LoggerService;
  notifications: NotificationService;
  authorizer: Authorizer;
  scheduler: SchedulerService;
  signals: SignalsService;
  userInfo: UserInfoService;
}

/** The write side of the plugin. */
export interface Promotions {
  service: PromotionService;
  /** Whether a run is one of them. */
  has(id: string): Promise<boolean>;
  engine: WorkflowEngine;
  decorator: DeploymentDecorator;
  /** Has the runs of these services look again. */
  wake(services: string[]): Promise<void>;
  /** What these services run is not what it was. */
  onDeploymentsChange(services: string[]): void;
  /** What a gate looks at is not what it was. */
  onGateChange(change: WorldChange): Promise<void>;
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts promotions together. Nothing runs before `begin`. */
export async function createPromotions(
  deps: PromotionDeps,
): Promise<Promotions> {
  const { clock, knex, catalog, deployments, planner, holds } = deps;
  const { repositories, instances, logger, auditor, auth } = deps;
  const writes = new WriteStore(knex);
  const versions = new AutomaticVersions(knex);
  const outbox: PromotionOutbox = new Outbox({ knex, clock, logger });
  const kinds = createRunKinds({
    catalog,
    planner,
    strategies: deps.strategies,
    writes,
    outbox,
    deployments,
    holds,
    setbacks: deps.setbacks,
    repositories,
    author: deps.author,
    instances,
  });
  const engine = await WorkflowEngine.create({
    knex,
    logger,
    clock,
    kinds,
  });

  sendPromotionOutbox(outbox, {
    engine,
    notifications: deps.notifications,
    repositories,
    strategies: deps.strategies,
    logger,
  });

  const starter = new PromotionStarter({
    knex,
    engine,
    automatic: versions,
    outbox,
    limits: deps.limits,
    hits: deps.policyHits,
  });
  const reader = new PromotionReader({ engine, writes });
  const people = new People({ auth, userInfo: deps.userInfo });
  const previewer = new RollbackPreviewer({
    reader,
    deployments,
    repositories,
    instances,
    freezes: deps.freezes,
  });
  const unprotected = new DefaultPromotionService({
    catalog,
    people,
    planner,
    starter,
    reader,
    previewer,
    engine,
    outbox,
  });
  const service = protect<PromotionService>(unprotected, {
    auditor,
    authorizer: deps.authorizer,
    table: promotionProtection(unprotected, catalog),
  });

  const automatic = new AutomaticPromoter({
    catalog,
    holds,
    versions,
    engine,
    planner,
    starter,
    auditor,
    logger,
  });
  const looks = new AutomaticLooks(automatic, logger);
  const signals = new CoalescedSignals(PROMOTIONS_CHANNEL, {
    signals: deps.signals,
    logger,
  });

  return {
    service,
    has: id => reader.has(id),
    engine,
    decorator: new PromotionDecorator(engine),
    wake: services => engine.wake({ subjects: services }),
    onDeploymentsChange: services => looks.add(services),
    onGateChange: change => wakeAfter(change, engine),
    async begin() {
      follow(engine, { signals, outbox, auditor, logger });
      await schedule(deps.scheduler, { automatic, outbox });
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
    outbox,
    auditor,
    logger,
  }: {
    signals: CoalescedSignals;
    outbox: PromotionOutbox;
    auditor: AuditorService;
    logger: LoggerService;
  },
) {
  engine.onChange(change => {
    if (change.what === 'log') return;
    const run = asDelivery(change.run);
    const { service, to } = deliveryOf(run);
    signals.changed(run.id, {
      id: run.id,
      service: service.ref,
      to,
      status: run.status,
    });
    auditEnd(change, auditor, logger);
    outbox
      .sendDue()
      .catch(error =>
        logger.warn(
          `Notifications were not sent, nor pull requests closed: ${error}`,
        ),
      );
  });
}

/** What was missed while nobody was there to hear of it. */
async function schedule(
  scheduler: SchedulerService,
  {
    automatic,
    outbox,
  }: { automatic: AutomaticPromoter; outbox: PromotionOutbox },
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
    id: 'promotion-outbox',
    fn: () => outbox.sendDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    frequency: { days: 1 },
    id: 'old-promotion-outbox',
    fn: () => outbox.forgetOld(),
  });
}
