import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { DefinitionStore } from '../stacks/DefinitionStore';
import type { openStates } from './openStates';
import type { StateSettings } from './readStateSettings';

interface UpkeepOptions {
  states: Pick<
    ReturnType<typeof openStates>,
    'store' | 'credentials' | 'places' | 'isInDatabase'
  >;
  definitions: Pick<DefinitionStore, 'reseal'>;
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

async function keepUp(
  options: UpkeepOptions,
  signal: AbortSignal,
): Promise<void> {
  const { states, settings, clock, logger } = options;
  const { store, credentials } = states;
  await credentials.removeEnded(new Date(clock.now()));
  const pruned = await store.prune(settings.versions, clock.now());
  if (pruned > 0) logger.info(`${pruned} old versions of states were deleted`);
  await reseal(options, signal);
}

/** What cannot be opened is told each time, until its key is back; the rest is done all the same. */
async function reseal(
  { states, definitions, settings, logger }: UpkeepOptions,
  signal: AbortSignal,
): Promise<void> {
  const { seal } = settings;
  if (!seal) return;
  const errors: unknown[] = [];
  for (const [what, kept] of [
    ['states', states.store],
    ['secrets and archives of stacks', definitions],
  ] as const) {
    try {
      const count = await kept.reseal(signal);
      if (count === 0) continue;
      logger.info(
        `${count} ${what} were sealed with the key "${seal.currentKeyId}"`,
      );
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.join('. '));
}
