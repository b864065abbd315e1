import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { openStates } from './openStates';
import type { StateSettings } from './readStateSettings';

interface UpkeepOptions {
  states: Pick<
    ReturnType<typeof openStates>,
    'store' | 'credentials' | 'places' | 'isInDatabase'
  >;
  /** See readPlace. */
  place(): string;
  settings: Pick<StateSettings, 'seal' | 'versions'>;
  clock: Clock;
  logger: LoggerService;
}

/** Says every minute that this backend is there; every hour, once for all, deletes and seals anew what is too old. */
export async function scheduleUpkeep(
  scheduler: SchedulerService,
  options: UpkeepOptions,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'states-place',
    scope: 'local',
    frequency: { minutes: 1 },
    timeout: { seconds: 30 },
    fn: () => options.states.places.note(options.place()),
  });
  await scheduler.scheduleTask({
    id: 'states-upkeep',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    fn: signal => keepUp(options, signal),
  });
}

/** What cannot be opened is told each time, until its key is back. */
async function keepUp(
  { states, settings, clock, logger }: UpkeepOptions,
  signal: AbortSignal,
): Promise<void> {
  const { store, credentials } = states;
  await credentials.removeEnded(new Date(clock.now()));
  const pruned = await store.prune(settings.versions, clock.now());
  if (pruned > 0) logger.info(`${pruned} old versions of states were deleted`);
  if (!settings.seal) return;
  const resealed = await store.reseal(signal);
  if (resealed > 0) {
    logger.info(
      `${resealed} states were sealed with the key "${settings.seal.currentKeyId}"`,
    );
  }
}
