import type { Run } from '@towpath/plugin-runs-common';
import type {
  Plan,
  Resource,
  ScoreService,
} from '@towpath/plugin-score-common';
import { whyNotProvision } from './planWords';
import { provisionOf } from './provisionOf';
import { hasOrUses } from './sharing';

/** What is to go of a service in one environment, and how far that is. */
export interface Removal {
  environment: ScoreService['environments'][number];
  /** What it has or uses there; a copy that is kept is gone. */
  there: Resource[];
  /** The newest that takes all of it away, or has. */
  run?: Run;
}

/** Where the service has something, or had until it was removed, in the reverse order of promotion. */
export function removalsOf(
  { environments }: ScoreService,
  runs: Run[],
): Removal[] {
  return environments
    .map(environment => ({
      environment,
      there: hasOrUses(environment).filter(({ status }) => status !== 'kept'),
      run: runs.find(one => removesFrom(one, environment.name)),
    }))
    .filter(({ there, run }) => there.length > 0 || run)
    .reverse();
}

function removesFrom(run: Run, name: string): boolean {
  const { removes, environment } = provisionOf(run);
  return removes === true && environment === name;
}

/** Whether a run is on its way that takes all of it away. */
export const isGoing = ({ run }: Removal): boolean =>
  run !== undefined && run.endedAt === undefined;

/** Those that something is to be planned for: something is there, it is not going, and can go. */
export const toPlan = (removals: Removal[]): Removal[] =>
  removals.filter(
    one => one.there.length > 0 && !isGoing(one) && !one.environment.whyNot,
  );

/** The plans that can be done, in the order of the removals. */
export function toBegin(
  removals: Removal[],
  plans: ReadonlyMap<string, Plan>,
  now: number,
): Plan[] {
  return toPlan(removals).flatMap(({ environment }) => {
    const plan = plans.get(environment.name);
    return plan && !whyNotProvision(plan, now) ? [plan] : [];
  });
}
