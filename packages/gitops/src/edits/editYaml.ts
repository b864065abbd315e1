import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Scalar,
  type Node,
  type Pair,
} from 'yaml';
import type { FileChange } from './FileChange';
import { formatPath, type Path } from './path';
import { readDocuments, type YamlDocument } from './readDocuments';
import { requireSame } from './requireSame';
import { spliceText, type Splice } from './spliceText';
import type { YamlEdit } from './types';
import { writeScalar, type ScalarValue } from './writeScalar';

/** A value, and the key it stands behind when it is in a mapping. */
interface Place {
  node: Node;
  key?: Node;
}

/** Replaces one value in the text of a YAML file; no other byte changes. */
export function editYaml(text: string, edit: YamlEdit): FileChange {
  const { file, path, value } = edit;
  const documents = readDocuments(file, text);
  const document = chooseDocument(documents, edit);
  const place = findPlace(document, edit);
  const node = resolveScalar(document, place, edit);
  const before = node.value as ScalarValue;
  const changed =
    before === value ? text : spliceText(text, [splice(text, place, value)]);
  requireSame(
    file,
    changed,
    documents.map(one =>
      one === document ? withValue(one.toJS(), path, value) : one.toJS(),
    ),
  );
  return {
    text: changed,
    value: {
      file,
      path: formatPath(path),
      before: String(before),
      after: String(value),
      edit,
      undo: { ...edit, value: before },
    },
  };
}

function chooseDocument(
  documents: YamlDocument[],
  edit: YamlEdit,
): YamlDocument {
  const { file, path } = edit;
  if (documents.length === 0) {
    throw new NotFoundError(`${file} is empty: it has no ${formatPath(path)}`);
  }
  if (documents.length === 1) return documents[0];
  const having = documents.filter(document => document.hasIn(path));
  if (having.length === 1) return having[0];
  throw new ConflictError(
    `${file} holds ${documents.length} YAML documents, and ${
      having.length || 'none'
    } of them has ${formatPath(path)}: keep one document a file`,
  );
}

function findPlace(document: YamlDocument, { file, path }: YamlEdit): Place {
  let place: Place = { node: document.contents as Node };
  path.forEach((segment, depth) => {
    const next = step(place.node, segment);
    if (!next) {
      const parent = formatPath(path.slice(0, depth)) || 'its root';
      throw new NotFoundError(
        `${file} has no ${formatPath(path)}: ${parent} ${describe(place.node)}`,
      );
    }
    place = next;
  });
  return place;
}

function step(node: Node, segment: string | number): Place | undefined {
  if (isSeq(node)) {
    const item = /^\d+$/.test(String(segment))
      ? node.items[Number(segment)]
      : undefined;
    return isNode(item) ? { node: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    one => isScalar(one.key) && String(one.key.value) === String(segment),
  ) as Pair<Node, Node> | undefined;
  return pair && { node: pair.value!, key: pair.key };
}

function describe(node: Node): string {
  if (isAlias(node)) return `is the alias *${node.source}`;
  if (isSeq(node)) return `is a list of ${node.items.length}`;
  if (!isMap(node)) return 'is no mapping';
  const keys = node.items.slice(0, 20).map(pair => String(pair.key));
  return `has the keys ${keys.join(', ') || '(none)'}`;
}

function resolveScalar(
  document: YamlDocument,
  { node }: Place,
  { file, path }: YamlEdit,
): Scalar {
  const scalar = isAlias(node) ? node.resolve(document) : node;
  if (isScalar(scalar)) return scalar;
  throw new InputError(
    `${formatPath(path)} in ${file} ${
      isSeq(scalar) ? 'is a list' : 'is a mapping'
    }: name a single value in it`,
  );
}

function splice(
  text: string,
  { node, key }: Place,
  value: ScalarValue,
): Splice {
  const [start, end] = node.range!;
  const written = writeScalar(value, node);
  if (start < end) {
    // A block text owns the line ending that follows it.
    const tail = text.slice(start, end).match(/\r?\n$/)?.[0] ?? '';
    return { start, end, text: written + tail };
  }
  const after = key ? text.indexOf(':', key.range![1]) + 1 : start;
  return { start: after, end: after, text: ` ${written}` };
}

function withValue(root: unknown, path: Path, value: ScalarValue): unknown {
  if (path.length === 0) return value;
  const [segment, ...rest] = path;
  const parent = root as Record<string | number, unknown>;
  const copy = Array.isArray(root) ? [...root] : { ...parent };
  return Object.assign(copy, {
    [segment]: withValue(parent[segment], rest, value),
  });
}
