import { RenderError } from './RenderError.ts';

type Value = unknown;
type Fields = Record<string, Value>;

/** What tells the entries of a list apart, by the list's name. */
const MERGE_KEYS: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Applies a strategic merge patch: maps merge, null removes, and lists that have a merge key
 * merge by it, while other lists are replaced.
 * @throws RenderError for a `$` directive other than `$patch: delete` and `$patch: replace`
 */
export function strategicMerge(target: Fields, patch: Fields): Fields {
  refuseDirectives(patch);
  const { $patch, ...fields } = patch;
  if ($patch === 'replace') return fields;
  const merged: Fields = { ...target };
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || (isFields(value) && value.$patch === 'delete')) {
      delete merged[name];
    } else if (isFields(value)) {
      const before = merged[name];
      merged[name] = strategicMerge(isFields(before) ? before : {}, value);
    } else if (Array.isArray(value)) {
      merged[name] = mergeLists(name, merged[name], value);
    } else {
      merged[name] = value;
    }
  }
  return merged;
}

function mergeLists(name: string, before: Value, patch: Value[]): Value[] {
  const old = Array.isArray(before) ? before : [];
  const entries = patch.filter(isFields);
  const key = MERGE_KEYS[name]?.find(
    candidate =>
      entries.length === patch.length &&
      entries.every(entry => candidate in entry || '$patch' in entry),
  );
  const replaces = entries.some(entry => entry.$patch === 'replace');
  if (!key || replaces) {
    return patch.filter(entry => !isFields(entry) || !('$patch' in entry));
  }
  let merged = old as Fields[];
  const added: Fields[] = [];
  for (const entry of entries) {
    const found = merged.find(other => other[key] === entry[key]);
    if (entry.$patch === 'delete') {
      merged = merged.filter(other => other !== found);
    } else if (found) {
      const changed = strategicMerge(found, entry);
      merged = merged.map(other => (other === found ? changed : other));
    } else {
      added.push(strategicMerge({}, entry));
    }
  }
  // Kustomize puts new entries first.
  return [...added, ...merged];
}

function refuseDirectives(patch: Fields): void {
  for (const [name, value] of Object.entries(patch)) {
    const known =
      name === '$patch' && ['delete', 'replace', 'merge'].includes(`${value}`);
    if (name.startsWith('$') && !known) {
      throw new RenderError(
        `the patch directive ${name}: ${JSON.stringify(
          value,
        )} is not one the sandbox knows`,
      );
    }
  }
}
