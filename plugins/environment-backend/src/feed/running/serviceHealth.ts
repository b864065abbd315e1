import { worstOf } from '@towpath/argocd';
import type { ApplicationFacts } from '../ApplicationFacts';
import type { DeploymentRow } from '../DeploymentRow';
import { isSameImage } from './chooseRunning';
import type { Beside, WorkloadFound } from './Workload';

type ServiceHealth = Pick<
  DeploymentRow,
  'health' | 'health_message' | 'beside'
>;

/**
 * The health of a service in an application. What stands beside it counts if it broke while this version
 * was there, since the version may have broken it; not what was so before, nor what somebody suspended.
 *
 * @param found undefined until it was looked for, and where nothing tells what runs the service
 */
export function serviceHealth(
  image: string | null,
  facts: ApplicationFacts,
  known: DeploymentRow | undefined,
  found: WorkloadFound | undefined,
): ServiceHealth {
  const { health: all, healthMessage } = facts;
  if (all === 'Healthy') {
    return { health: all, health_message: healthMessage ?? null, beside: null };
  }
  const isSame = known !== undefined && isSameImage(known.image, image);
  if (!found) {
    return isSame && known.beside?.of === all
      ? known
      : {
          health: all,
          health_message: healthMessage ?? null,
          beside: isSame ? known.beside : inherited(known, all),
        };
  }
  const beside: Beside = {
    of: all,
    before: besideBefore(known, isSame, found),
    now: found.siblings,
  };
  const counted = countedOf(beside);
  const words = [found.message, ...counted.map(one => one.words)];
  return {
    health: worstOf([found.health, ...counted.map(one => one.health)]),
    health_message: words.filter(Boolean).join('; ') || null,
    beside,
  };
}

/** What is not healthy beside a service and does not count, in words. */
export function notCountedOf(beside: Beside | null): string[] {
  if (!beside) return [];
  const counted = countedOf(beside);
  return beside.now
    .filter(one => !counted.includes(one))
    .map(({ words }) => words);
}

function countedOf({ before, now }: Beside) {
  return now.filter(
    ({ key, health }) => health !== 'Suspended' && !before.includes(key),
  );
}

/** The first look is taken for the state before: of what was then broken nobody knows since when. */
function besideBefore(
  known: DeploymentRow | undefined,
  isSame: boolean,
  { siblings }: WorkloadFound,
): string[] {
  const keys = siblings.map(({ key }) => key);
  if (known?.health === 'Healthy' && !known.beside) return [];
  if (!known?.beside) return keys;
  const before = isSame
    ? known.beside.before
    : known.beside.now.map(({ key }) => key);
  // What has recovered meanwhile counts when it breaks again.
  return before.filter(key => keys.includes(key));
}

function inherited(
  known: DeploymentRow | undefined,
  of: Beside['of'],
): Beside | null {
  if (!known) return null;
  if (!known.beside) {
    return known.health === 'Healthy' ? { of, before: [], now: [] } : null;
  }
  return {
    of,
    before: known.beside.now.map(({ key }) => key),
    now: known.beside.now,
  };
}
