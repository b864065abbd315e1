import type { SavedState } from './readState';
import type { ResourceResult, RunEnding } from './types';

interface Known {
  /** Undefined when it could not be asked. */
  state: SavedState | undefined;
  /** File that keeps a state which could not be saved. */
  emergencyState: string;
}

const isCreate = ({ action }: ResourceResult) => action === 'create';

/** What a person can do after an apply that ended so; undefined where there is nothing to do. */
export function adviseOn(
  ending: RunEnding,
  { state, emergencyState }: Known,
): string | undefined {
  if (!ending.stateSaved) {
    return `The newest state could not be saved and is kept in ${emergencyState}. Once its backend answers again, plan this stack anew: it is saved first`;
  }
  if (ending.refusal === 'stale-plan') {
    return 'The stack has changed since this plan was made. Plan anew and look at the difference again';
  }
  if (ending.refusal === 'state-locked') {
    return 'Somebody else holds the lock of the state. Wait for their run, or remove the lock where the state is kept if that run is gone';
  }
  return adviseOnUnknown(ending.unknown, state);
}

/** Whoever is told to remove something must find what no state has: what a stack needs exists as well. */
function adviseOnUnknown(
  unknown: ResourceResult[],
  state: SavedState | undefined,
): string | undefined {
  const isStray = (one: ResourceResult) =>
    isCreate(one) && isIn(state, one) === false;
  const stray = unknown.filter(isStray);
  const others = unknown.filter(one => !isStray(one));
  const then = others.some(isCreate)
    ? ', and look whether what that would create exists already'
    : '';
  const advice = [
    ...tell(
      stray,
      'Look whether they exist, remove or import what does, then plan anew',
    ),
    ...tell(others, `Plan anew, which shows what of them is missing${then}`),
  ];
  return advice.length > 0 ? advice.join('. ') : undefined;
}

/** Whether the state has something at this address, be it the object before a replacement; undefined where nobody knows. */
function isIn(
  state: SavedState | undefined,
  { address }: ResourceResult,
): boolean | undefined {
  return state && (state.addresses.has(address) || state.deposed.has(address));
}

function tell(unknown: ResourceResult[], what: string): string[] {
  if (unknown.length === 0) return [];
  const names = unknown.map(({ address }) => address).join(', ');
  return [`Nobody saw how these ended: ${names}. ${what}`];
}
