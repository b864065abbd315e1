import { suggest } from '../diagnostics/suggest';
import { isPlainMap } from '../json';
import { parseText } from '../load/parse';
import { valueOf } from '../load/nodes';
import type { Outputs } from '../placeholder/substitute';
import type { ResourcePlan } from '../resources/plan';
import type { ResourceUid } from '../resources/uid';
import type { InputFile } from './files';
import { UsageError } from './terminal';

/**
 * Reads what resources gave out: a map whose keys are uids, `workload.resource`
 * or resource names, and whose values are the outputs.
 *
 * @throws UsageError when it is not such a map, or names no resource.
 */
export function readOutputs(
  { name, text }: InputFile,
  plan: ResourcePlan,
): Map<ResourceUid, Outputs> {
  const value = readMap({ name, text });
  const found = new Map<ResourceUid, Outputs>();
  for (const [key, outputs] of Object.entries(value)) {
    const uids = matching(key, plan);
    if (!uids.length) throw new UsageError(noSuch(key, name, plan));
    if (!isPlainMap(outputs)) {
      throw new UsageError(`${name}: the outputs of ${key} are not a map`);
    }
    for (const uid of uids) found.set(uid, outputs);
  }
  return found;
}

/**
 * Reads a YAML or JSON map.
 *
 * @throws UsageError
 */
export function readMap({ name, text }: InputFile): Record<string, unknown> {
  const { contents, diagnostics } = parseText(text, { file: name });
  const [first] = diagnostics;
  if (first) {
    throw new UsageError(
      `${name}:${first.position?.line ?? 1}: ${first.message}`,
    );
  }
  const value = valueOf(contents);
  if (!isPlainMap(value)) throw new UsageError(`${name} is not a map`);
  return value;
}

function matching(key: string, { resources }: ResourcePlan): ResourceUid[] {
  return resources
    .filter(
      ({ uid, usedBy }) =>
        uid === key ||
        usedBy.some(
          ({ workload, resource }) =>
            resource === key || `${workload}.${resource}` === key,
        ),
    )
    .map(({ uid }) => uid);
}

function noSuch(
  key: string,
  file: string,
  { resources }: ResourcePlan,
): string {
  const names = resources.flatMap(({ uid, usedBy }) => [
    uid,
    ...usedBy.map(({ resource }) => resource),
  ]);
  const meant = suggest(key, names);
  const tail = meant
    ? `did you mean ${meant}?`
    : `resources: ${names.join(', ') || 'none'}`;
  return `${file}: ${key} is no resource of these files; ${tail}`;
}
