import { isMap, isNode, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node, Scalar, YAMLError } from 'yaml';
import type { Diagnostic, PathSegment } from '../diagnostics/diagnostic';
import { ExpansionError, withoutAliases } from './expandAliases';
import { keyText, pairs, TEXT_TAG } from './nodes';
import { referenceReading } from './referenceScalars';
import { SourceText } from './sourceText';

/**
 * How much a text may hold before it is refused.
 *
 * @public
 */
export interface LoadLimits {
  /** Longest text, in UTF-16 code units. Default 1 MiB. */
  maxLength?: number;
  /** Most values once aliases are expanded. Default 100,000. */
  maxNodes?: number;
  /** Deepest nesting. Default 100. */
  maxDepth?: number;
}

/** A text read into nodes: one document, without aliases. */
export interface ParsedText {
  source: SourceText;
  /** As written, with its aliases, comments and styles. */
  document?: Document;
  /** The content without aliases; missing when the text could not be read. */
  contents?: Node;
  /** Whether `contents` differs from the document by expanded aliases. */
  expanded: boolean;
  diagnostics: Diagnostic[];
}

const DEFAULT_LIMITS = {
  maxLength: 1024 * 1024,
  maxNodes: 100_000,
  maxDepth: 100,
};

/**
 * Reads YAML or JSON. Never throws: whatever is wrong with the text is in
 * `diagnostics`.
 */
export function parseText(
  text: string,
  options: LoadLimits & { file?: string } = {},
): ParsedText {
  const limits = { ...DEFAULT_LIMITS, ...options };
  const source = new SourceText(text, options.file);
  const refuse = (...diagnostics: Diagnostic[]): ParsedText => ({
    source,
    expanded: false,
    diagnostics,
  });
  const tooMuch = refuseUnread(source, limits);
  if (tooMuch) return refuse(tooMuch);
  try {
    return readOne(source, limits);
  } catch (error) {
    if (error instanceof ExpansionError) {
      return refuse(expansionError(error, source));
    }
    // The parser recurses: only a document nested thousands deep gets here.
    if (error instanceof RangeError) return refuse(tooDeep(source, limits));
    throw error;
  }
}

function readOne(source: SourceText, limits: Required<LoadLimits>): ParsedText {
  const refuse = (...diagnostics: Diagnostic[]): ParsedText => ({
    source,
    expanded: false,
    diagnostics,
  });
  const odd = unreadableCharacter(source);
  if (odd) return refuse(odd);
  const documents = readDocuments(source);
  const broken = documents.flatMap(({ errors }) =>
    errors.map(error => syntaxError(error, source)),
  );
  if (broken.length) return refuse(...broken);
  const [document, second] = documents.filter(holdsSomething);
  if (!document) return refuse(emptyText(source));
  if (second) return refuse(secondDocument(second, source));
  const { contents, expanded } = withoutAliases(document, limits);
  const root = contents ?? undefined;
  const diagnostics = checkKeys(root, source);
  return { source, document, contents: root, expanded, diagnostics };
}

function readDocuments(source: SourceText): Document[] {
  const found = parseAllDocuments(source.text, {
    lineCounter: source.lineCounter,
    // Whatever version the file names, as the reference reads it.
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return Array.isArray(found) ? (found as Document[]) : [];
}

function holdsSomething({ contents }: Document): boolean {
  return !(
    contents === null ||
    (isScalar(contents) && contents.value === null)
  );
}

function refuseUnread(
  source: SourceText,
  { maxLength }: Required<LoadLimits>,
): Diagnostic | undefined {
  if (source.text.length > maxLength) {
    return atStart(
      source,
      'yaml/too-long',
      `the file has ${source.text.length} characters; at most ${maxLength} are read`,
      'move large file contents out of the Score file and name them with `source`',
    );
  }
  return undefined;
}

/**
 * What the reference does not read in a YAML text, or takes for the end of a
 * line, so that it would see another file.
 */
const UNREADABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

function unreadableCharacter(source: SourceText): Diagnostic | undefined {
  const at = source.text.search(UNREADABLE);
  if (at < 0) return undefined;
  const before = source.text.slice(0, at).split('\n');
  const line = before.length;
  const column = before[line - 1].length + 1;
  const code = escapeOf(source.text[at]);
  return {
    severity: 'error',
    code: 'yaml/character',
    message: `the reference does not read the character ${code}, or ends a line there`,
    path: [],
    position: {
      ...(source.file === undefined ? {} : { file: source.file }),
      line,
      column,
      endLine: line,
      endColumn: column + 1,
    },
    fix: {
      text: `remove it, or write ${code} in double quotes`,
      automatic: false,
    },
  };
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A written text whose unreadable characters, all in double quotes, are escaped. */
export function withEscapes(written: string): string {
  return written.replace(new RegExp(UNREADABLE, 'g'), escapeOf);
}

function tooDeep(
  source: SourceText,
  { maxDepth }: Required<LoadLimits>,
): Diagnostic {
  return atStart(
    source,
    'yaml/too-deep',
    `the document is nested deeper than ${maxDepth} levels`,
  );
}

function emptyText(source: SourceText): Diagnostic {
  return atStart(
    source,
    'yaml/empty',
    'the file is empty',
    'start with `apiVersion: score.dev/v1b1`',
  );
}

function secondDocument(document: Document, source: SourceText): Diagnostic {
  const [start, end] = document.range ?? [0, 0];
  return {
    severity: 'error',
    code: 'yaml/many-documents',
    message:
      'the file holds more than one document; Score takes one workload a file',
    path: [],
    position: source.position(start, end),
    fix: { text: 'put each workload in its own file', automatic: false },
  };
}

function atStart(
  source: SourceText,
  code: string,
  message: string,
  fix?: string,
): Diagnostic {
  return {
    severity: 'error',
    code,
    message,
    path: [],
    position: source.position(0, 0),
    ...(fix ? { fix: { text: fix, automatic: false } } : {}),
  };
}

function syntaxError(error: YAMLError, source: SourceText): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/syntax',
    message: error.message,
    path: [],
    position: source.position(...error.pos),
  };
}

function expansionError(error: ExpansionError, source: SourceText): Diagnostic {
  const [start, end] = error.node?.range ?? [0, 0];
  return {
    severity: 'error',
    code: error.code,
    message: error.message,
    path: [],
    position: source.position(start, end),
  };
}

/** Finds keys written twice, and keys that are not text. */
function checkKeys(root: Node | undefined, source: SourceText): Diagnostic[] {
  const found: Diagnostic[] = [];
  walkKeys(root, { path: [], found, source });
  return found;
}

interface KeyWalk {
  /** Where the walk is now. */
  path: PathSegment[];
  found: Diagnostic[];
  source: SourceText;
}

function walkKeys(node: unknown, walk: KeyWalk): void {
  const below = (segment: PathSegment, value: unknown) => {
    walk.path.push(segment);
    walkKeys(value, walk);
    walk.path.pop();
  };
  if (isScalar(node)) {
    readNumber(node, walk);
    sayNotJson(node, walk);
  }
  if (isSeq(node)) node.items.forEach((item, at) => below(at, item));
  if (!isMap(node)) return;
  const { path, found, source } = walk;
  const first = new Map<string, Node>();
  for (const pair of pairs(node)) {
    const key = keyText(pair.key);
    const earlier = first.get(key);
    const problem = earlier
      ? duplicateKey(pair.key, earlier, [...path, key], source)
      : keyNotText(pair.key, path, source);
    if (problem) found.push(problem);
    if (!earlier) first.set(key, pair.key);
    below(key, pair.value);
  }
}

/**
 * Reads a number as the reference does, and says so where readers of YAML 1.2
 * read otherwise. Dates are looked at later, where it is known what they are for.
 */
function readNumber(node: Scalar, { path, found, source }: KeyWalk): void {
  const { type, tag, source: text = '' } = node;
  if (type !== 'PLAIN' || tag !== undefined) return;
  const reading = referenceReading(text);
  const isText = reading === undefined && isPastRange(node);
  if (!isText && (typeof reading !== 'number' || reading === node.value)) {
    return;
  }
  node.value = reading ?? text;
  found.push({
    severity: 'warning',
    code: 'yaml/ambiguous',
    message: `the reference reads ${text} as ${
      isText ? 'a text' : `the number ${reading}`
    }, and so it is read here; other readers of YAML do not`,
    path: [...path],
    position: positionOf(node, source),
    fix: {
      text: 'write a text in quotes, and a number in plain digits',
      automatic: false,
    },
  });
}

/** JSON has no word for `.inf` and `.nan`: whoever is handed the workload as JSON gets null. */
function sayNotJson(node: Scalar, { path, found, source }: KeyWalk): void {
  const { value } = node;
  if (typeof value !== 'number' || Number.isFinite(value)) return;
  const text = node.source ?? String(value);
  found.push({
    severity: 'warning',
    code: 'yaml/not-json',
    message: `${text} is a number that JSON cannot say, so that it is lost wherever the workload is handed on as JSON`,
    path: [...path],
    position: positionOf(node, source),
    fix: {
      text: `write "${text}" for a text, or a number that has an end`,
      automatic: false,
    },
  });
}

function duplicateKey(
  key: Node,
  earlier: Node,
  path: PathSegment[],
  source: SourceText,
): Diagnostic {
  const line = positionOf(earlier, source).line;
  return {
    severity: 'error',
    code: 'yaml/duplicate-key',
    message: `the key ${keyText(
      key,
    )} stands twice; the first is on line ${line}`,
    path,
    position: positionOf(key, source),
    fix: { text: 'merge the two or remove one', automatic: false },
  };
}

function keyNotText(
  key: Node,
  parent: PathSegment[],
  source: SourceText,
): Diagnostic | undefined {
  if (isTextKey(key)) return undefined;
  const text = keyText(key);
  const path = [...parent, text];
  return {
    severity: 'error',
    code: 'yaml/key-type',
    message: isScalar(key)
      ? `the key ${text} is not text`
      : 'a key is a list or a map; Score takes text',
    path,
    position: positionOf(key, source),
    fix: { text: `write it in quotes: "${text}"`, automatic: false },
  };
}

/** Whether a number of YAML 1.2 is one that 64 bits do not hold. */
function isPastRange({ value, source = '' }: Scalar): boolean {
  return typeof value === 'number' && /\d/.test(source);
}

/** Whether a key is a text to YAML 1.2 and to the reference. */
function isTextKey(key: Node): boolean {
  if (!isScalar(key) || typeof key.value !== 'string') return false;
  if (key.tag !== undefined) return key.tag === TEXT_TAG;
  return key.type !== 'PLAIN' || referenceReading(key.value) === undefined;
}

function positionOf(node: Node, source: SourceText) {
  const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
  return source.position(start, end);
}
