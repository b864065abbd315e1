import {
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { PathSegment } from '@towpath/score';
import type { DefinitionProblem } from '../types';

/** A file of definitions or prices, as it is handed in. */
export interface SourceFile {
  /** For messages; a path from the root of the platform's folder is best. */
  file: string;
  text: string;
}

/** Where something stands, both from 1. */
type Place = Pick<DefinitionProblem, 'line' | 'column'>;

/** One YAML document of a file. */
export interface SourceDocument {
  value: unknown;
  /** Where a value, or its key, stands; its nearest parent where it has none. */
  placeOf(path: PathSegment[], at?: 'key' | 'value'): Place;
  /** Where a character of the text at a path stands; its beginning where that cannot be told. */
  placeWithin(path: PathSegment[], within: Place): Place;
}

/** Longest file, in UTF-16 code units. */
const LONGEST = 1024 * 1024;

/** The documents of a file that hold something, or why it cannot be read. Never throws. */
export function readDocuments({
  file,
  text,
}: SourceFile): SourceDocument[] | { problems: DefinitionProblem[] } {
  const refuse = (message: string, place: Place = {}) => ({
    problems: [{ file, ...place, path: '', message }],
  });
  if (text.length > LONGEST) {
    return refuse(
      `it has ${text.length} characters; at most ${LONGEST} are read. Split it`,
    );
  }
  try {
    return parse(file, text);
  } catch (error) {
    // Nested thousands deep, or aliases that stand for billions of values.
    return refuse(`it cannot be read: ${(error as Error).message}`);
  }
}

function parse(
  file: string,
  text: string,
): SourceDocument[] | { problems: DefinitionProblem[] } {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: counter,
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = Array.isArray(parsed) ? (parsed as Document[]) : [];
  const errors = documents.flatMap(document => [
    ...document.errors,
    ...document.warnings,
  ]);
  if (errors.length > 0) {
    return {
      problems: errors.map(({ message, pos: [start] }) => ({
        file,
        ...placeAt(counter, start),
        path: '',
        message: `it is not YAML: ${message}`,
      })),
    };
  }
  return documents
    .filter(({ contents }) => !isEmpty(contents))
    .map(document => toSource(document, text, counter));
}

function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function toSource(
  document: Document,
  text: string,
  counter: LineCounter,
): SourceDocument {
  const placeOf = (path: PathSegment[], at: 'key' | 'value' = 'value') => {
    const node = locate(document, path, at);
    return placeAt(counter, node?.range?.[0] ?? document.range?.[0] ?? 0);
  };
  return {
    value: document.toJS(),
    placeOf,
    placeWithin(path, within) {
      const node = document.getIn(path, true) as Node | undefined;
      const [start, end] = node?.range ?? [];
      const quote = /^["']/.test(text.slice(start, end)) ? 1 : 0;
      const isPlain =
        isScalar(node) &&
        start !== undefined &&
        end !== undefined &&
        text.slice(start + quote, end - quote) === node.value;
      return isPlain && within.line === 1
        ? placeAt(counter, start + quote + (within.column ?? 1) - 1)
        : placeOf(path);
    },
  };
}

function placeAt(counter: LineCounter, offset: number): Place {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** The node at a path, or its key; that of its nearest parent where nothing is there. */
function locate(
  document: Document,
  path: PathSegment[],
  at: 'key' | 'value',
): Node | undefined {
  if (path.length === 0) return document.contents ?? undefined;
  const parentPath = path.slice(0, -1);
  const parent =
    parentPath.length === 0
      ? document.contents
      : document.getIn(parentPath, true);
  const pair = isMap(parent)
    ? (parent.items as Pair<Node, Node | null>[]).find(
        ({ key }) => isScalar(key) && String(key.value) === path.at(-1),
      )
    : undefined;
  const value = document.getIn(path, true) as Node | undefined;
  const node = at === 'key' ? pair?.key ?? value : value ?? pair?.key;
  return node ?? locate(document, parentPath, 'key');
}
