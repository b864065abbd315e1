import { isMap, Pair } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { isScalar } from 'yaml';
import { keyNode, pairOf, pairs, stringOf, takePair } from '../load/nodes';
import { keepComments, mapInPlaceOf, takeLead } from './change';

/** Why a list of maps cannot become a map. */
export type ListProblem =
  | { kind: 'not-a-map'; index: number }
  | { kind: 'no-key'; index: number }
  | { kind: 'repeated'; index: number; key: string };

/** The key that one of `fields` gives an item, and which field it was. */
function keyOf(
  item: unknown,
  fields: string[],
): { field: string; key: string } | undefined {
  for (const field of fields) {
    const pair = pairOf(item, field);
    if (!pair) continue;
    const key = stringOf(pair.value);
    return key === undefined ? undefined : { field, key };
  }
  return undefined;
}

/** Whether any item is keyed by this field. */
export function usesField(seq: YAMLSeq, field: string): boolean {
  return seq.items.some(item => pairOf(item, field) !== undefined);
}

/** What stands in the way of turning a list into a map keyed by `fields`. */
export function listProblem(
  seq: YAMLSeq,
  fields: string[],
): ListProblem | undefined {
  const seen = new Set<string>();
  for (const [index, item] of seq.items.entries()) {
    if (!isMap(item)) return { kind: 'not-a-map', index };
    const found = keyOf(item, fields);
    if (!found) return { kind: 'no-key', index };
    if (seen.has(found.key)) {
      return { kind: 'repeated', index, key: found.key };
    }
    seen.add(found.key);
  }
  return undefined;
}

/**
 * Turns a list of maps into a map keyed by the first of `fields` that each has,
 * in the same order. `listProblem` must have found nothing.
 */
export function listToMap(seq: YAMLSeq, fields: string[]): YAMLMap {
  const map = mapInPlaceOf(seq);
  for (const item of seq.items as YAMLMap[]) {
    const found = keyOf(item, fields)!;
    const key = keyNode(found.key);
    const taken = takePair(item, found.field)!;
    key.range = taken.value?.range ?? item.range;
    takeLead(key, item);
    keepComments(key, taken.key, taken.value);
    carrySpace(item);
    map.items.push(new Pair(key, item) as never);
  }
  return map;
}

/** A blank line that stood before the second key would open the map. */
function carrySpace(item: YAMLMap): void {
  const first = pairs(item)[0]?.key;
  if (isScalar(first)) first.spaceBefore = undefined;
}
