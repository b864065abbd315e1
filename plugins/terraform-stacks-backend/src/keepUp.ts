import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { Terraform } from '@towpath/terraform';
import type { CatalogStacks } from './definitions/CatalogStacks';
import { DriftLooks } from './drift/DriftLooks';
import { scheduleDrift } from './drift/scheduleDrift';
import type { openStacks } from './openStacks';
import type { DefinedRuns } from './runs/DefinedRuns';
import { moveStates } from './runs/moveStates';
import { tidyRuns } from './runs/tidyRuns';

interface KeepOptions {
  clock: Clock;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}

type Kept = Awaited<ReturnType<typeof openStacks>> & {
  defined: DefinedRuns;
  fromCatalog: CatalogStacks;
};

/** What the portal does of itself: at its start, and again and again. */
export async function keepUp(deps: KeepOptions, kept: Kept): Promise<void> {
  const { clock, lifecycle, logger, scheduler } = deps;
  const { engine, stacks, terraform, states, fromCatalog } = kept;
  await scheduler.scheduleTask({
    id: 'read-stacks',
    frequency: { seconds: 30 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 5 },
    scope: 'global',
    fn: () => fromCatalog.read(),
  });
  await scheduleDrift(scheduler, {
    looks: new DriftLooks({
      ...{ ...kept, runs: kept.defined, clock, logger },
      parallel: kept.drift.parallel,
    }),
    notices: kept.notices,
  });
  lifecycle.addStartupHook(() => sayProgram(terraform, logger));
  if (states.isInDatabase) {
    const { earlier } = states;
    lifecycle.addStartupHook(() =>
      moveStates({ engine, stacks, earlier, logger }),
    );
  }
  await scheduler.scheduleTask({
    id: 'tidy',
    // What runs leave is on the disk of this host.
    scope: 'local',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    fn: () => tidyRuns({ engine, stacks, now: () => clock.now() }),
  });
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
