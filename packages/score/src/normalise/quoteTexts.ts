import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import { quoted } from '../diagnostics/describeValue';
import { keyText, pairs, TEXT_TAG } from '../load/nodes';
import { referenceReading } from '../load/referenceScalars';
import type { Tree } from '../load/tree';
import type { ChangeLog } from './change';

const CORE_TAGS = 'tag:yaml.org,2002:';

type TextNode = Scalar<string>;
type Visit = (node: TextNode, path: PathSegment[]) => void;

/**
 * Quotes what is a text here and something else to the reference: dates, texts
 * with a tag, and texts with the escape `\/`. Where Score takes a text the
 * reference refuses them (`refused`); in the free parts it fills something else
 * in (`taken`).
 */
export function quoteTexts(
  tree: Tree,
  { refused, taken }: { refused: ChangeLog; taken: ChangeLog },
): void {
  const quote: Visit = (node, path) => {
    const odd = oddity(node, tree);
    if (!odd) return;
    const log = odd.isTaken || isFree(path) ? taken : refused;
    const { code, message } = odd;
    log.changed({
      code,
      message,
      fix: `write ${quoted(node.value, path)}`,
      path,
      node,
      shown: node.value,
    });
    node.type = Scalar.QUOTE_DOUBLE;
    delete node.tag;
  };
  eachText(tree.root, [], quote, quote);
}

/** Quotes keys and values of a new text that the reference would not read as texts. */
export function quoteForReference(root: unknown): void {
  const quote: Visit = node => {
    const isPlain = node.type === undefined || node.type === 'PLAIN';
    if (isPlain && referenceReading(node.value) !== undefined) {
      node.type = Scalar.QUOTE_DOUBLE;
    }
  };
  eachText(root, [], quote, quote);
}

interface Oddity {
  code: string;
  message: string;
  /** The reference takes it all the same, or refuses it for its form alone. */
  isTaken: boolean;
}

function oddity(node: TextNode, tree: Tree): Oddity | undefined {
  const { tag, type, value } = node;
  if (tag !== undefined && tag !== TEXT_TAG) {
    return {
      code: 'yaml/tag',
      message: `the tag ${tag.replace(
        CORE_TAGS,
        '!!',
      )} makes no text to the reference`,
      isTaken: tag !== '!' && !tag.startsWith(CORE_TAGS),
    };
  }
  const isDate = type === 'PLAIN' && referenceReading(value) === 'date';
  if (isDate && tag === undefined) {
    return {
      code: 'yaml/date',
      message: `${value} is a date, not a text, to the reference`,
      isTaken: false,
    };
  }
  if (type !== 'QUOTE_DOUBLE' || !hasSlashEscape(node, tree)) return undefined;
  return {
    code: 'yaml/escape',
    message: 'the reference does not know the escape \\/',
    isTaken: true,
  };
}

/** Whether `\/` stands in the source, its backslash not escaped itself. */
function hasSlashEscape(node: TextNode, tree: Tree): boolean {
  if (!node.range || !node.value.includes('/')) return false;
  const { text } = tree.sources.get(node) ?? tree.source;
  const written = text.slice(node.range[0], node.range[1]);
  return written.includes('\\/') && /^(?:[^\\]|\\[^/])*\\\//.test(written);
}

function eachText(
  node: unknown,
  path: PathSegment[],
  visit: Visit,
  visitKey: Visit,
): void {
  if (isText(node)) visit(node, path);
  if (isSeq(node)) {
    node.items.forEach((item, at) =>
      eachText(item, [...path, at], visit, visitKey),
    );
  }
  if (!isMap(node)) return;
  for (const { key, value } of pairs(node)) {
    const here = [...path, keyText(key)];
    if (isText(key)) visitKey(key, here);
    eachText(value, here, visit, visitKey);
  }
}

/** A date that a tag made stays the text that is written. */
function isText(node: unknown): node is TextNode {
  if (!isScalar(node)) return false;
  if (node.value instanceof Date) node.value = node.source;
  return typeof node.value === 'string';
}

/** Whether Score takes any kind of value here. */
function isFree(path: PathSegment[]): boolean {
  const [root, second, third, fourth] = path;
  if (root === 'metadata') return second !== 'name' && second !== 'annotations';
  if (root !== 'resources') return false;
  return (
    third === 'params' || (third === 'metadata' && fourth !== 'annotations')
  );
}
