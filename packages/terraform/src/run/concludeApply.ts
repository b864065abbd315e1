import { isObject, member, readList, readObject } from '../json/read';
import type { RunEnding } from './types';

/**
 * Holds how an apply ended against the state that it left, and says what a person can do now.
 *
 * @param state - as `terraform show -json` prints it
 * @param emergencyState - file that keeps a state which could not be saved
 */
export function concludeApply(
  ending: RunEnding,
  state: unknown,
  emergencyState: string,
): RunEnding {
  const concluded = reconcile(ending, state);
  const advice = adviseOn(concluded, emergencyState);
  return advice === undefined ? concluded : { ...concluded, advice };
}

/** Terraform tells that a resource is complete a moment before it saves that: a kill may fall in between. */
function reconcile(ending: RunEnding, state: unknown): RunEnding {
  if (ending.outcome !== 'killed' || !isObject(state)) return ending;
  const addresses = new Set(listAddresses(state));
  const isSaved = ({ address, action }: { address: string; action: string }) =>
    action === 'delete' || addresses.has(address);
  return {
    ...ending,
    complete: ending.complete.filter(isSaved),
    unknown: [
      ...ending.unknown,
      ...ending.complete.filter(one => !isSaved(one)),
    ],
  };
}

function listAddresses(state: unknown): string[] {
  const below = (module: unknown): string[] => [
    ...readList(member(module, 'resources')).map(one =>
      String(readObject(one).address),
    ),
    ...readList(member(module, 'child_modules')).flatMap(below),
  ];
  return below(member(member(state, 'values'), 'root_module'));
}

function adviseOn(ending: RunEnding, file: string): string | undefined {
  if (!ending.stateSaved) {
    return `The newest state could not be saved and is kept in ${file}. Once its backend answers again, plan this stack anew: it is saved first`;
  }
  if (ending.refusal === 'stale-plan') {
    return 'The stack has changed since this plan was made. Plan anew and look at the difference again';
  }
  if (ending.refusal === 'state-locked') {
    return 'Somebody else holds the lock of the state. Wait for their run, or remove the lock where the state is kept if that run is gone';
  }
  if (ending.unknown.length > 0) {
    const names = ending.unknown.map(one => one.address).join(', ');
    return `Nobody saw how these ended: ${names}. Look whether they exist, remove or import what does, then plan anew`;
  }
  return undefined;
}
