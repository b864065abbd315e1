import { isMap, isScalar, isSeq, Pair, visit } from 'yaml';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import { keyNode, keyText, pairOf, pairs, takePair } from '../load/nodes';
import type { NodePair } from '../load/nodes';

/** Thrown when an override does not fit; the message names the place. */
export class OverrideError extends Error {}

/**
 * Lays one map over another: maps merge, an empty value removes a key, anything
 * else replaces what was there.
 *
 * @param onRemoved - is told what goes, with the key that says so.
 */
export function overlay(
  base: YAMLMap,
  over: YAMLMap,
  onRemoved: (path: string[], by: Node) => void,
  above: string[] = [],
): void {
  for (const pair of pairs(over)) {
    const key = keyText(pair.key);
    const path = [...above, key];
    const existing = pairOf(base, key);
    if (isEmpty(pair.value)) {
      if (takePair(base, key)) onRemoved(path, pair.key);
    } else if (!existing) {
      base.items.push(pair as never);
    } else if (isMap(existing.value) && isMap(pair.value)) {
      overlay(existing.value, pair.value, onRemoved, path);
    } else {
      existing.value = pair.value;
    }
  }
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/**
 * The parts of a property path: split at dots, where `\.` is a dot and `\\` a
 * backslash.
 */
export function pathParts(path: string): string[] {
  return path
    .replaceAll('\\\\', '\x01')
    .replaceAll('\\.', '\0')
    .split('.')
    .map(part => part.replaceAll('\0', '.').replaceAll('\x01', '\\'));
}

/**
 * Sets the value at a path, or removes it when `value` is undefined or empty.
 * Missing maps on the way are made; index -1 of a list appends.
 *
 * @throws OverrideError when the path leads through something that is neither a
 * map nor a list, or to an index that is not there.
 */
export function setAt(
  base: Node,
  parts: string[],
  value: Node | undefined,
): void {
  const [part, ...rest] = parts;
  const removed = value === undefined || isEmpty(value);
  if (isMap(base)) setInMap(base, part, rest, removed ? undefined : value);
  else if (isSeq(base))
    setInList(base, part, rest, removed ? undefined : value);
  else
    throw new OverrideError(
      'cannot set a path in a value that is neither a map nor a list',
    );
}

function setInMap(
  map: YAMLMap,
  key: string,
  rest: string[],
  value: Node | undefined,
): void {
  const existing = pairOf(map, key);
  if (!rest.length) {
    if (value === undefined) takePair(map, key);
    else if (existing) existing.value = value;
    else map.items.push(new Pair(keyNode(key), value) as never);
    return;
  }
  const pair = existing ?? emptyEntry(map, key);
  if (!pair.value)
    throw at(key, new OverrideError('cannot set a path in an empty value'));
  try {
    setAt(pair.value, rest, value);
  } catch (error) {
    throw at(key, error);
  }
}

function emptyEntry(map: YAMLMap, key: string): NodePair {
  const made = map.clone() as YAMLMap;
  made.items = [];
  made.commentBefore = undefined;
  made.comment = undefined;
  delete (made as { range?: unknown }).range;
  const pair = new Pair(keyNode(key), made) as unknown as NodePair;
  map.items.push(pair as never);
  return pair;
}

function setInList(
  list: YAMLSeq,
  part: string,
  rest: string[],
  value: Node | undefined,
): void {
  if (!/^-?\d+$/.test(part)) {
    throw new OverrideError(`${part} is not an index of a list`);
  }
  const index = Number(part);
  const inside = index >= 0 && index < list.items.length;
  if (!rest.length && value !== undefined && index === -1) {
    list.items.push(value);
    return;
  }
  if (!inside) {
    throw new OverrideError(
      `there is no item ${index}; the list has ${list.items.length}`,
    );
  }
  if (rest.length) {
    try {
      setAt(list.items[index] as Node, rest, value);
    } catch (error) {
      throw at(part, error);
    }
  } else if (value === undefined) {
    list.items.splice(index, 1);
  } else {
    list.items[index] = value;
  }
}

function at(part: string, error: unknown): OverrideError {
  return new OverrideError(`${part}: ${(error as Error).message}`);
}

/** Calls back with every node below one, itself included. */
export function eachNode(root: Node, see: (node: Node) => void): void {
  visit(root, { Node: (_, node) => see(node as Node) });
}
