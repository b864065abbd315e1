import type { ShownValue } from '../plan/types';
import { compareStates, keyOf } from './compareStates';
import type { StateFile, StateObject } from './readStateFile';

/** One object of a state as it may be shown: without secrets. */
export interface ShownObject {
  address: string;
  module?: string;
  type: string;
  name: string;
  mode: 'managed' | 'data';
  provider: string;
  tainted?: true;
  deposed?: true;
  /** Addresses, all of them of shown objects. */
  dependsOn: string[];
  attributes: ({ path: string } & ShownValue)[];
}

/** All that a state holds, by address and without secrets. */
export function presentState(state: StateFile): ShownObject[] {
  const { resources } = compareStates(undefined, state);
  const shown = new Map(resources.map(one => [keyOf(one), one]));
  const instances = groupInstances(state.objects);
  return state.objects.map(one => ({
    address: one.address,
    module: one.module,
    type: one.type,
    name: one.name,
    mode: one.mode,
    provider: one.provider,
    ...(one.tainted && { tainted: true as const }),
    ...(one.deposed !== undefined && { deposed: true as const }),
    dependsOn: findDependencies(one, instances),
    attributes: (shown.get(keyOf(one))?.attributes ?? []).flatMap(
      ({ path, after }) => (after ? [{ path, ...after }] : []),
    ),
  }));
}

function groupInstances(objects: StateObject[]): Map<string, StateObject[]> {
  const found = new Map<string, StateObject[]>();
  for (const one of objects) {
    found.set(one.configured, [...(found.get(one.configured) ?? []), one]);
  }
  return found;
}

function findDependencies(
  { address, dependencies }: StateObject,
  instances: Map<string, StateObject[]>,
): string[] {
  const found = dependencies
    .flatMap(one => instances.get(one) ?? [])
    .map(one => one.address)
    .filter(one => one !== address);
  return [...new Set(found)];
}
