import { isAlias, isMap, isScalar, isSeq, Pair, Scalar } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';

/** A map entry whose key and value are nodes, as parsed documents hold them. */
export type NodePair = Pair<Node, Node | null>;

/** The tag `!!str`. */
export const TEXT_TAG = 'tag:yaml.org,2002:str';

/** The entries of a map node. */
export function pairs(map: YAMLMap): NodePair[] {
  return map.items as unknown as NodePair[];
}

/** The text of a key node, as a JSON object would hold it. */
export function keyText(key: unknown): string {
  if (isScalar(key)) {
    if (typeof key.value === 'string') return key.value;
    return key.source ?? String(key.value);
  }
  return typeof key === 'string' ? key : String(key);
}

/** The entry of a map node with this key. */
export function pairOf(node: unknown, key: string): NodePair | undefined {
  if (!isMap(node)) return undefined;
  return pairs(node).find(pair => keyText(pair.key) === key);
}

/** The value node under a key of a map node. */
export function child(node: unknown, key: string): Node | undefined {
  return pairOf(node, key)?.value ?? undefined;
}

/** The string that a scalar node holds; undefined for anything else. */
export function stringOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string'
    ? node.value
    : undefined;
}

/** A new key node. */
export function keyNode(text: string): Scalar<string> {
  return new Scalar(text);
}

/** Takes the entry with this key out of a map node and returns it. */
export function takePair(map: YAMLMap, key: string): NodePair | undefined {
  const index = pairs(map).findIndex(pair => keyText(pair.key) === key);
  return index < 0 ? undefined : (map.items.splice(index, 1)[0] as NodePair);
}

/** Renames a key in place, keeping its comments and position. */
export function renameKey(pair: NodePair, key: string): void {
  if (isScalar(pair.key)) {
    pair.key.value = key;
    pair.key.source = key;
    return;
  }
  pair.key = keyNode(key);
}

/**
 * The plain value of a node without aliases. Keys are read as text; `__proto__`
 * becomes an ordinary own property.
 */
export function valueOf(node: unknown): unknown {
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map(valueOf);
  if (!isMap(node)) return null;
  const result: Record<string, unknown> = {};
  for (const pair of pairs(node)) {
    setOwn(result, keyText(pair.key), valueOf(pair.value));
  }
  return result;
}

function scalarValue({ value, source }: Scalar): unknown {
  if (typeof value === 'bigint') return Number(value);
  // Tags such as !!binary and !!timestamp give objects; Score knows texts.
  if (typeof value === 'object' && value !== null) return source ?? null;
  return value === undefined ? null : value;
}

/** Sets an own property, whatever its name. */
export function setOwn(
  target: Record<string, unknown>,
  key: string,
  value: unknown,
): void {
  if (key !== '__proto__') {
    target[key] = value;
    return;
  }
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** A node and the key it stands under, found by path. */
export interface Located {
  key?: Node;
  value?: Node;
}

/**
 * Follows a path into a node; stops at the deepest part that exists, so that a
 * missing key is reported at its parent.
 */
export function locate(
  root: unknown,
  path: PathSegment[],
  find: (map: unknown, key: string) => NodePair | undefined = pairOf,
): Located {
  let found: Located = isNodeLike(root) ? { value: root } : {};
  for (const segment of path) {
    const next = step(found.value, segment, find);
    if (!next) return found;
    found = next;
  }
  return found;
}

function step(
  node: unknown,
  segment: PathSegment,
  find: (map: unknown, key: string) => NodePair | undefined,
): Located | undefined {
  if (isMap(node)) {
    const pair = find(node, String(segment));
    return pair && { key: pair.key, value: pair.value ?? undefined };
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return isNodeLike(item) ? { value: item } : undefined;
  }
  return undefined;
}

function isNodeLike(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
