import { isObject, member, readList, readText } from '../json/read';

/** Which objects a state has, by address. */
export interface SavedState {
  /** Objects that stand, tainted ones too. */
  addresses: Set<string>;
  /** Those that Terraform has as damaged. */
  tainted: Set<string>;
  /** Addresses of which an older object waits for its deletion. */
  deposed: Set<string>;
}

/** Reads what `terraform show -json` prints of a state; undefined when it could not be asked. */
export function readState(shown: unknown): SavedState | undefined {
  if (!isObject(shown)) return undefined;
  const state: SavedState = {
    addresses: new Set(),
    tainted: new Set(),
    deposed: new Set(),
  };
  const below = (module: unknown): void => {
    readList(member(module, 'resources')).forEach(one => addTo(state, one));
    readList(member(module, 'child_modules')).forEach(below);
  };
  below(member(member(shown, 'values'), 'root_module'));
  return state;
}

function addTo(state: SavedState, resource: unknown): void {
  const address = readText(member(resource, 'address'));
  if (address === undefined) return;
  if (member(resource, 'deposed_key') !== undefined) {
    state.deposed.add(address);
    return;
  }
  state.addresses.add(address);
  if (member(resource, 'tainted') === true) state.tainted.add(address);
}
