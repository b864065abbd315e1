import type {
  Deployment,
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import type { State } from '@towpath/ui';
import { deploymentIn } from './deploymentIn';
import { shortVersion } from './shortVersion';

/** What stands where a version would, and the state that it has instead of a health. */
export interface InsteadOfVersion {
  words: string;
  state?: State;
}

/** Undefined where the version is known. Each reason for having none has words of its own. */
export function insteadOfVersion(
  deployment: Deployment,
): InsteadOfVersion | undefined {
  const { state, version, unasked, notUnderstood } = deployment;
  if (state === 'absent') return { words: 'not here' };
  if (state === 'ambiguous') return { words: 'not clear' };
  if (state === 'empty') return { words: 'not here yet', state: 'not-yet' };
  if (version) return undefined;
  if (notUnderstood)
    return { words: 'not understood', state: 'not-understood' };
  if (unasked || state === 'unasked') {
    return { words: 'could not ask', state: 'unasked' };
  }
  return { words: 'version not clear', state: 'unknown' };
}

/** Why less is known than usual, or something is not certain. */
export interface Reason {
  /** Absent where `words` say all. */
  state?: State;
  words: string;
}

export function reasonsOf(deployment: Deployment): Reason[] {
  const { state, version, problem, unconfirmed, unasked, notUnderstood } =
    deployment;
  const isUnexplained = !version && !unasked && !notUnderstood;
  const isProblem = state === 'ambiguous' || unconfirmed || isUnexplained;
  return [
    ...(isProblem && problem && state !== 'empty' ? [{ words: problem }] : []),
    ...(unasked ? [{ state: 'unasked' as const, words: unasked }] : []),
    ...(notUnderstood
      ? [
          {
            state: 'not-understood' as const,
            words: notUnderstood.join(', '),
          },
        ]
      : []),
  ];
}

/** How the first version comes to a place that is empty; undefined for any other. */
export function firstStep(
  service: Service,
  { name, promotesFrom }: EnvironmentSummary,
): string | undefined {
  if (deploymentIn(service, name).state !== 'empty') return undefined;
  if (!promotesFrom) return 'its first build brings a version';
  const { version } = deploymentIn(service, promotesFrom);
  return version
    ? `promote ${shortVersion(version)} from ${promotesFrom}`
    : `waits for a version in ${promotesFrom}`;
}
