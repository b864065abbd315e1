import type { ResourceChange } from '../plan/types';
import { adviseOn } from './adviseOn';
import { readState, type SavedState } from './readState';
import type { ResourceResult, RunEnding } from './types';

interface Leftovers {
  /** As `terraform show -json` prints it. */
  state: unknown;
  /** What the plan meant to change. */
  planned: ResourceChange[];
  /** File that keeps a state which could not be saved. */
  emergencyState: string;
}

/** Holds how an apply ended against the state that it left, and says what a person can do now. */
export function concludeApply(
  ending: RunEnding,
  { state, planned, emergencyState }: Leftovers,
): RunEnding {
  const saved = readState(state);
  // Its summary is Terraform's word that all was done and saved.
  const concluded =
    ending.outcome === 'killed' && !ending.applied
      ? reconcile(ending, saved, planned)
      : ending;
  const advice = adviseOn(concluded, { state: saved, emergencyState });
  return advice === undefined ? concluded : { ...concluded, advice };
}

/**
 * What a killed Terraform told and what it saved are two things: it tells that a resource is complete long before it
 * saves that, and it may have saved what it came to tell no more. What the state does not confirm is unknown, as is all
 * where the state could not be asked.
 */
function reconcile(
  ending: RunEnding,
  state: SavedState | undefined,
  planned: ResourceChange[],
): RunEnding {
  if (!state) {
    const { complete, unknown } = ending;
    return { ...ending, complete: [], unknown: [...unknown, ...complete] };
  }
  const known = (one: ResourceResult) => isInState(one, state, planned);
  const lost = (one: ResourceResult) => !known(one);
  return {
    ...ending,
    complete: [
      ...ending.complete.filter(known),
      ...ending.unknown.filter(known).map(one => asSaved(one, state)),
    ],
    unknown: [...ending.unknown.filter(lost), ...ending.complete.filter(lost)],
  };
}

/** An update leaves no trace by which one could tell, nor does a replacement: the address is that of the old one. */
function isInState(
  { address, action }: ResourceResult,
  { addresses, deposed }: SavedState,
  planned: ResourceChange[],
): boolean {
  if (action === 'delete') {
    return !addresses.has(address) && !deposed.has(address);
  }
  const isReplaced = planned.some(
    one => one.address === address && one.action === 'replace',
  );
  return action === 'create' && !isReplaced && addresses.has(address);
}

function asSaved(one: ResourceResult, { tainted }: SavedState): ResourceResult {
  return {
    ...one,
    saved: true,
    ...(tainted.has(one.address) && { tainted: true }),
  };
}
