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
import { cannotChange, requireSame } from './requireSame';
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
  const found = find(readDocuments(edit.file, text), edit);
  const changed = states(found.scalar, edit)
    ? text
    : spliceText(text, [splice(text, found.place, edit)]);
  const written = requireWritten(text, changed, edit);
  return {
    text: changed,
    value: {
      file: edit.file,
      path: formatPath(edit.path),
      before: show(found.scalar),
      after: show(written.scalar),
      edit,
      undo: {
        ...edit,
        value: found.scalar.value as ScalarValue,
        source: sourceAt(text, found.place),
      },
    },
  };
}

interface Found {
  documents: YamlDocument[];
  document: YamlDocument;
  place: Place;
  /** What is there, or what the alias that is there stands for. */
  scalar: Scalar;
}

function find(documents: YamlDocument[], edit: YamlEdit): Found {
  const document = chooseDocument(documents, edit);
  const place = findPlace(document, edit);
  return {
    documents,
    document,
    place,
    scalar: resolveScalar(document, place, edit),
  };
}

/** A value as a file has it, and not as it reads: 1.10 and 1.1 are one number and two texts. */
function show({ type, source, value }: Scalar): string {
  return type === Scalar.PLAIN && source !== undefined ? source : String(value);
}

function states(scalar: Scalar, { value, source }: YamlEdit): boolean {
  if (source !== undefined || scalar.value !== value) return false;
  return typeof value !== 'number' || show(scalar) === String(value);
}

/** Finds in the changed text what was to be written. @throws ConflictError when it, or anything else, is not so */
function requireWritten(text: string, changed: string, edit: YamlEdit): Found {
  const { file, path, value, source } = edit;
  const before = find(readDocuments(file, text), edit);
  const { after, now } = readAgain(changed, edit);
  requireSame(
    file,
    changed,
    before.documents.map(one =>
      one === before.document && after
        ? withValue(one.toJS(), path, now)
        : one.toJS(),
    ),
  );
  const isWritten =
    source === undefined
      ? Object.is(now, value)
      : after && sourceAt(changed, after.place) === source;
  if (after && isWritten) return after;
  throw cannotChange(file);
}

function readAgain(changed: string, edit: YamlEdit) {
  try {
    const after = find(readDocuments(edit.file, changed), edit);
    return { after, now: after.scalar.value as ScalarValue };
  } catch {
    return { after: undefined, now: null };
  }
}

/** The text of a value, without the line ending that a block text owns. */
function sourceAt(text: string, { node }: Place): string {
  const [start, end] = node.range!;
  return text.slice(start, end).replace(/\r?\n$/, '');
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
  { value, source }: YamlEdit,
): Splice {
  const [start, end] = node.range!;
  if (source === '') return removal(text, start, end);
  const written = source ?? writeScalar(value, node);
  if (start < end) {
    // A block text owns the line ending that follows it.
    const tail = text.slice(start, end).match(/\r?\n$/)?.[0] ?? '';
    return { start, end, text: written + tail };
  }
  // Behind an anchor or a tag, else right behind the colon, before what aligns a comment.
  const colon = key ? text.indexOf(':', key.range![1]) + 1 : start;
  const at = text.slice(colon, start).trim() ? start : colon;
  return { start: at, end: at, text: ` ${written}` };
}

/** Takes away a value and the space that was written before it. */
function removal(text: string, start: number, end: number): Splice {
  const from = text[start - 1] === ' ' && start < end ? start - 1 : start;
  return { start: from, end, text: '' };
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
