import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { Outbox, protect, type Authorizer } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { ObservationStore } from '../database/ObservationStore';
import type { ResourceStore } from '../database/ResourceStore';
import type { DriftSettings } from '../model/DriftSettings';
import type { RecordPlaces } from '../places/RecordPlaces';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { Drivers } from '../planning/Drivers';
import type { ProvidedKeeper } from '../provisioning/ProvidedKeeper';
import type { ResourcePresenter } from '../provisioning/ResourcePresenter';
import { DefaultDriftService } from './DefaultDriftService';
import { DriverLanes } from './DriverLanes';
import { DriverQuestions } from './DriverQuestions';
import { driftProtection } from './driftProtection';
import type { DriftOutbox } from './DriftOutbox';
import type { DriftService } from './DriftService';
import { Looker } from './Looker';
import { sendDriftOutbox } from './sendDriftOutbox';

const LOOK_MS = 30_000;

interface DriftParts {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  auditor: AuditorService;
  authorizer: Authorizer;
  lifecycle: LifecycleService;
  scheduler: SchedulerService;
  notifications: NotificationService;
  settings: DriftSettings;
  drivers: Drivers;
  places: ServicePlaces;
  recordPlaces: RecordPlaces;
  resources: ResourceStore;
  observations: ObservationStore;
  keeper: ProvidedKeeper;
  presenter: ResourcePresenter;
  /** Pages are to hear that something in this place is another way. */
  onNews(place: { service: string; environment: string }): void;
}

/** Has what was provided looked at again and again, and its owners told when it is another way. */
export async function createDrift(parts: DriftParts): Promise<DriftService> {
  const { knex, clock, logger, drivers, resources, observations } = parts;
  const { places, settings, onNews } = parts;
  const outbox: DriftOutbox = new Outbox({ knex, clock, logger });
  sendDriftOutbox(outbox, { ...parts, places });
  const looker = new Looker({
    questions: new DriverQuestions({ drivers, logger, timeoutMs: LOOK_MS }),
    places: parts.recordPlaces,
    everyMs: settings.everyMs,
    ...{ observations, outbox, clock, logger, onNews },
  });
  const lanes = new DriverLanes({
    parallel: settings.parallel,
    ...{ resources, looker, clock, logger },
  });
  parts.lifecycle.addShutdownHook(() => lanes.stop());
  await schedule(parts.scheduler, { lanes, outbox });
  const service = new DefaultDriftService({
    places: parts.recordPlaces,
    ...{ resources, drivers, looker, logger },
    ...{ keeper: parts.keeper, presenter: parts.presenter },
  });
  return protect<DriftService>(service, {
    auditor: parts.auditor,
    authorizer: parts.authorizer,
    table: driftProtection(service),
  });
}

async function schedule(
  scheduler: SchedulerService,
  { lanes, outbox }: { lanes: DriverLanes; outbox: DriftOutbox },
): Promise<void> {
  const often = { frequency: { seconds: 15 }, timeout: { minutes: 5 } };
  await scheduler.scheduleTask({
    ...often,
    id: 'look-for-drift',
    // Every process has lanes of its own; what one has taken no other takes.
    scope: 'local',
    fn: () => lanes.begin(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'drift-outbox',
    scope: 'global',
    fn: () => outbox.sendDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'old-drift-outbox',
    frequency: { days: 1 },
    scope: 'global',
    fn: () => outbox.forgetOld(),
  });
}
