import type { ApplicationFacts } from '../ApplicationFacts';
import { NO_ANSWER, type ImageFound } from './RunningImage';

/** Why a deployment has no version: that there is none, or that it is not known, and why not. */
interface NoVersion {
  problem: string;
  empty?: boolean;
  unasked?: string;
}

/**
 * Tells apart what has no version yet, what could not be asked and what is not understood, of which each is
 * mended in another way.
 *
 * @param problem what the images say
 * @param found undefined until it was looked for
 */
export function whyNoVersion(
  problem: string,
  facts: ApplicationFacts,
  found: ImageFound | undefined,
  notUnderstood: string[],
): NoVersion {
  const wasSynced = facts.operation !== undefined || facts.finishedAt;
  if (found?.is === 'nothing' && !wasSynced) {
    return { problem: 'Nothing was deployed here yet', empty: true };
  }
  if (notUnderstood.length > 0) {
    return { problem: `Not understood: ${notUnderstood.join(', ')}` };
  }
  const unasked =
    found?.unasked ?? neverCompared(facts) ?? pending(facts, found);
  return unasked ? { problem: unasked, unasked } : { problem };
}

function pending(
  { images }: ApplicationFacts,
  found: ImageFound | undefined,
): string | undefined {
  return images.length === 0 && !found ? NO_ANSWER : undefined;
}

function neverCompared(facts: ApplicationFacts): string | undefined {
  const { sync, health, revision, operation, images } = facts;
  const isTold = revision || operation || images.length > 0;
  return sync === 'Unknown' && health === 'Unknown' && !isTold
    ? 'Argo CD has not compared it with Git yet'
    : undefined;
}
