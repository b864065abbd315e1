import { isMap, isScalar, Pair, YAMLMap } from 'yaml';
import type { Node, YAMLSeq } from 'yaml';
import type { Diagnostic, PathSegment } from '../diagnostics/diagnostic';
import { child, keyNode, pairs, valueOf } from '../load/nodes';
import type { NodePair } from '../load/nodes';
import type { Tree } from '../load/tree';

/** One rewriting of the nodes, told as a finding about what stood there. */
export interface Change {
  code: string;
  /** What stands in the file. */
  message: string;
  /** What is, or would be, written instead. */
  fix: string;
  path: PathSegment[];
  /** The node that stood there, for its position. */
  node: unknown;
  /** The value to show, when one helps. */
  shown?: unknown;
}

/** Something a rule met that it may not rewrite, with the reason. */
export interface Refusal extends Omit<Change, 'fix'> {
  fix?: string;
}

/** Collects what the rules do to a tree. */
export class ChangeLog {
  readonly changes: Diagnostic[] = [];
  readonly refusals: Diagnostic[] = [];
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  changed({ fix, node, shown, ...rest }: Change): void {
    this.changes.push(
      this.#tree.placeAt(
        { severity: 'error', ...rest, fix: { text: fix, automatic: true } },
        node,
        shown,
      ),
    );
  }

  refused({ fix, node, shown, ...rest }: Refusal): void {
    this.refusals.push(
      this.#tree.placeAt(
        {
          severity: 'error',
          ...rest,
          ...(fix ? { fix: { text: fix, automatic: false } } : {}),
        },
        node,
        shown,
      ),
    );
  }
}

/** Adds the comments of nodes that go away to the comment before another. */
export function keepComments(target: Node, ...leaving: unknown[]): void {
  const texts = leaving.flatMap(node => {
    const { commentBefore, comment } = (node ?? {}) as Node;
    return [commentBefore, comment].filter(text => text);
  });
  if (!texts.length) return;
  target.commentBefore = [target.commentBefore, ...texts]
    .filter(text => text)
    .join('\n');
}

/** Moves the comments before a node, and the space before it, to another. */
export function takeLead(target: Node, from: Node): void {
  keepComments(target, { commentBefore: from.commentBefore });
  if (from.spaceBefore) target.spaceBefore = true;
  from.commentBefore = undefined;
  from.spaceBefore = undefined;
}

/** An empty map that stands where a list stood, with its comments and style. */
export function mapInPlaceOf(seq: YAMLSeq): YAMLMap {
  const map = new YAMLMap();
  map.commentBefore = seq.commentBefore;
  map.comment = seq.comment;
  map.spaceBefore = seq.spaceBefore;
  map.range = seq.range;
  if (seq.flow) map.flow = true;
  return map;
}

/** The entries of `containers` whose value is a map. */
export function containersOf(
  tree: Tree,
): { name: string; node: YAMLMap; path: PathSegment[] }[] {
  const containers = child(tree.root, 'containers');
  if (!isMap(containers)) return [];
  return pairs(containers).flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    return isMap(value)
      ? [{ name, node: value, path: ['containers', name] }]
      : [];
  });
}

/** Puts an entry right after another, or at the end. */
export function insertAfter(
  map: YAMLMap,
  earlier: NodePair | undefined,
  added: NodePair,
): void {
  const at = earlier ? pairs(map).indexOf(earlier) + 1 : map.items.length;
  map.items.splice(at, 0, added as unknown as (typeof map.items)[number]);
}

/** The map under a key, made at the end when the key is missing or empty. */
export function mapUnder(map: YAMLMap, key: string): YAMLMap | undefined {
  const existing = pairs(map).find(
    pair => isScalar(pair.key) && pair.key.value === key,
  );
  if (existing && isMap(existing.value)) return existing.value;
  if (existing && valueOf(existing.value) !== null) return undefined;
  const made = new YAMLMap();
  if (map.flow) made.flow = true;
  if (existing) {
    keepComments(existing.key, existing.value);
    existing.value = made;
  } else map.items.push(new Pair(keyNode(key), made) as never);
  return made;
}
