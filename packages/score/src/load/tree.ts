import { isMap, isNode } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type {
  Diagnostic,
  PathSegment,
  Position,
  Severity,
} from '../diagnostics/diagnostic';
import { describeValue } from '../diagnostics/describeValue';
import { keyText, locate, pairOf, pairs, valueOf } from './nodes';
import type { Located, NodePair } from './nodes';
import type { NodeSources, SourceText } from './sourceText';

/** What a finding says, before it is given a place. */
export interface Finding {
  severity: Severity;
  code: string;
  message: string;
  path: PathSegment[];
  /** Point at the key rather than at the value. */
  at?: 'key' | 'value';
  /** The value to show; the one at `path` when left out. */
  value?: unknown;
  fix?: { text: string; automatic: boolean };
  /** What would have to be there, or to have something in it: points at the override that took it away. */
  lacks?: PathSegment[];
}

const LARGE = 32;

/**
 * A workload's nodes while they are overridden, upgraded and normalised. Nodes
 * are moved, not rebuilt, so each still knows its place in its source text.
 */
export class Tree {
  root: Node;
  readonly source: SourceText;
  readonly sources: NodeSources;
  #indexes = new WeakMap<YAMLMap, Map<string, NodePair>>();
  readonly #removed: { path: PathSegment[]; by: Node }[] = [];

  constructor(root: Node, source: SourceText, sources: NodeSources) {
    this.root = root;
    this.source = source;
    this.sources = sources;
  }

  /** What a path leads to. After moving nodes, `forgetPlaces` first. */
  locate(path: PathSegment[]): Located {
    return locate(this.root, path, this.#find);
  }

  /** Makes `locate` look anew, as nodes were moved. */
  forgetPlaces(): void {
    this.#indexes = new WeakMap();
  }

  /** Large maps are indexed. */
  readonly #find = (map: unknown, key: string) => {
    if (!isMap(map) || map.items.length < LARGE) return pairOf(map, key);
    let index = this.#indexes.get(map);
    if (!index) {
      index = new Map(pairs(map).map(pair => [keyText(pair.key), pair]));
      this.#indexes.set(map, index);
    }
    return index.get(key);
  };

  /** An override has taken away what was at this path. */
  noteRemoved(path: PathSegment[], by: Node): void {
    this.#removed.push({ path, by });
  }

  value(): unknown {
    return valueOf(this.root);
  }

  /** Where the value at a path, or its key, stands. */
  positionAt(
    path: PathSegment[],
    at: 'key' | 'value' = 'value',
  ): Position | undefined {
    const { key, value } = this.locate(path);
    return this.#positionOf(at === 'key' ? key ?? value : value ?? key);
  }

  /** Gives a finding its position and the text of its value. */
  place(finding: Finding): Diagnostic {
    const { key, value } = this.locate(finding.path);
    const node =
      this.#removerOf(finding.lacks) ??
      (finding.at === 'key' ? key ?? value : value ?? key);
    const shown = 'value' in finding ? finding.value : value && valueOf(value);
    return this.placeAt(finding, node, shown);
  }

  /** The same for a node that `path` no longer leads to. */
  placeAt(finding: Finding, node: unknown, shown?: unknown): Diagnostic {
    const { severity, code, message, path, fix } = finding;
    const position = this.#positionOf(node);
    const value = describeValue(shown, path);
    return {
      severity,
      code,
      message,
      path,
      ...(position ? { position } : {}),
      ...(value === undefined ? {} : { value }),
      ...(fix ? { fix } : {}),
    };
  }

  #removerOf(lacks?: PathSegment[]): Node | undefined {
    if (!lacks) return undefined;
    // It, what it was in, or all that was in it.
    const isOfIt = (path: PathSegment[]) =>
      path.length <= lacks.length + 1 &&
      path.every((one, at) => at >= lacks.length || one === String(lacks[at]));
    return this.#removed.find(({ path }) => isOfIt(path))?.by;
  }

  #positionOf(node: unknown): Position | undefined {
    if (!isNode(node) || !node.range) return undefined;
    const source = this.sources.get(node) ?? this.source;
    return source.position(node.range[0], node.range[1]);
  }
}
