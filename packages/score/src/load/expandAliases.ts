import { isAlias, isMap, isNode, isScalar, isSeq, Pair, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import { keyText, pairs } from './nodes';
import type { NodePair } from './nodes';

/** Thrown when a document cannot be expanded; `message` is fit for a person. */
export class ExpansionError extends Error {
  readonly code: string;
  readonly node?: Node;

  constructor(code: string, message: string, node?: Node) {
    super(message);
    this.code = code;
    this.node = node;
  }
}

/** How far expansion may go. */
export interface ExpansionLimits {
  /** Most nodes in the expanded document. */
  maxNodes: number;
  /** Deepest nesting. */
  maxDepth: number;
}

interface Expansion {
  targets: Map<Node, Node>;
  limits: ExpansionLimits;
  nodes: number;
  /** Anchored nodes being copied now, to find one that holds itself. */
  open: Set<Node>;
  expanded: boolean;
}

/**
 * The document's content without aliases and merge keys. A document with none
 * is not copied; copies keep the source range of what they copy.
 *
 * @returns the content, and whether there was anything to expand.
 * @throws ExpansionError past a limit, on an unknown alias, or on one that
 * holds itself.
 */
export function withoutAliases(
  doc: Document,
  limits: ExpansionLimits,
): { contents: Node | null; expanded: boolean } {
  if (!isNode(doc.contents)) return { contents: null, expanded: false };
  const survey = { limits, nodes: 0, found: false };
  inspect(doc.contents, survey, 0);
  return survey.found
    ? expandAliases(doc, limits)
    : { contents: doc.contents, expanded: false };
}

interface Survey {
  limits: ExpansionLimits;
  nodes: number;
  /** Whether there is an alias or a merge key. */
  found: boolean;
}

/** Counts, and looks for aliases and merge keys. */
function inspect(node: unknown, survey: Survey, depth: number): void {
  if (!isNode(node)) return;
  checkLimits(node, survey, depth);
  if (isAlias(node)) survey.found = true;
  else if (isSeq(node)) {
    for (const item of node.items) inspect(item, survey, depth + 1);
  } else if (isMap(node)) {
    for (const pair of pairs(node)) {
      if (isMergeKey(pair)) survey.found = true;
      inspect(pair.key, survey, depth + 1);
      inspect(pair.value, survey, depth + 1);
    }
  }
}

function checkLimits(
  node: Node,
  state: { nodes: number; limits: ExpansionLimits },
  depth: number,
): void {
  state.nodes += 1;
  if (state.nodes > state.limits.maxNodes) {
    throw new ExpansionError(
      'yaml/too-many-nodes',
      `the document grows past ${state.limits.maxNodes} values, by its size or by its aliases`,
      node,
    );
  }
  if (depth > state.limits.maxDepth) {
    throw new ExpansionError(
      'yaml/too-deep',
      `the document is nested deeper than ${state.limits.maxDepth} levels`,
      node,
    );
  }
}

function expandAliases(
  doc: Document,
  limits: ExpansionLimits,
): { contents: Node | null; expanded: boolean } {
  const state: Expansion = {
    targets: aliasTargets(doc),
    limits,
    nodes: 0,
    open: new Set(),
    expanded: false,
  };
  const contents = isNode(doc.contents) ? copy(doc.contents, state, 0) : null;
  return { contents, expanded: state.expanded };
}

/** One walk, since looking each alias up by itself takes quadratic time. */
function aliasTargets(doc: Document): Map<Node, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(doc, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return targets;
}

function copy(node: Node, state: Expansion, depth: number): Node {
  checkLimits(node, state, depth);
  if (isAlias(node)) return copyTarget(node, state, depth);
  if (isScalar(node)) return shallowCopy(node);
  if (isSeq(node)) {
    const seq = shallowCopy(node);
    seq.items = node.items.map(item =>
      isNode(item) ? copy(item, state, depth + 1) : item,
    );
    return seq;
  }
  return isMap(node) ? copyMap(node, state, depth) : node;
}

function shallowCopy<T extends Node>(node: T): T {
  // The mark that tells the kinds of nodes apart is not enumerable.
  const made: T = Object.create(
    Object.getPrototypeOf(node),
    Object.getOwnPropertyDescriptors(node),
  );
  delete (made as { anchor?: string }).anchor;
  return made;
}

function copyTarget(alias: Node, state: Expansion, depth: number): Node {
  state.expanded = true;
  const target = state.targets.get(alias);
  if (!target) {
    throw new ExpansionError(
      'yaml/unknown-alias',
      `${aliasText(alias)} refers to an anchor that does not stand before it`,
      alias,
    );
  }
  if (state.open.has(target)) {
    throw new ExpansionError(
      'yaml/alias-cycle',
      `${aliasText(alias)} refers to the value that holds it`,
      alias,
    );
  }
  state.open.add(target);
  const made = copy(target, state, depth);
  state.open.delete(target);
  return made;
}

function aliasText(alias: Node): string {
  return isAlias(alias) ? `*${alias.source}` : 'this';
}

function copyMap(map: YAMLMap, state: Expansion, depth: number): Node {
  const made = shallowCopy(map);
  const own = new Set<string>();
  const items: NodePair[] = [];
  const merged: NodePair[] = [];
  if (map.anchor) state.open.add(map);
  for (const pair of pairs(map)) {
    if (isMergeKey(pair)) {
      state.expanded = true;
      merged.push(...mergedPairs(pair, state, depth));
    } else {
      own.add(keyText(pair.key));
      items.push(copyPair(pair, state, depth));
    }
  }
  if (map.anchor) state.open.delete(map);
  for (const pair of merged) {
    const key = keyText(pair.key);
    if (!own.has(key)) items.push(pair);
    own.add(key);
  }
  made.items = items as unknown as typeof made.items;
  return made;
}

function copyPair(pair: NodePair, state: Expansion, depth: number): NodePair {
  const key = isNode(pair.key) ? copy(pair.key, state, depth + 1) : pair.key;
  const value = isNode(pair.value)
    ? copy(pair.value, state, depth + 1)
    : pair.value;
  return new Pair(key, value) as NodePair;
}

function isMergeKey(pair: NodePair): boolean {
  return (
    isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.source === '<<'
  );
}

function mergedPairs(
  pair: NodePair,
  state: Expansion,
  depth: number,
): NodePair[] {
  const value = pair.value && copy(pair.value, state, depth + 1);
  const maps = isSeq(value) ? value.items : [value];
  return maps.flatMap(map => {
    if (isMap(map)) return pairs(map);
    throw new ExpansionError(
      'yaml/bad-merge',
      'a merge key (<<) takes a map or a list of maps',
      pair.key,
    );
  });
}
