import { isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { contentEnd, pairEnd } from './contentEnd';
import { OVERRIDES, pairOf, type ImageOverride } from './imageOverride';
import {
  endOfLine,
  indentTo,
  newlineOf,
  startOfLine,
  startOfNextLine,
  type Splice,
} from './spliceText';
import { writeScalar } from './writeScalar';

const pairsOf = (image: string, override: ImageOverride) => [
  `name: ${writeScalar(image)}`,
  ...OVERRIDES.filter(key => override[key]).map(
    key => `${key}: ${writeScalar(override[key]!)}`,
  ),
];

const block = (pairs: string[], indent: string) =>
  pairs.map((pair, index) => `${indent}${index ? '  ' : '- '}${pair}`);

/** Adds an entry to `images`, below the last one and in the layout of the file. */
export function addEntry(
  text: string,
  root: YAMLMap,
  images: YAMLSeq | undefined,
  image: string,
  override: ImageOverride,
): Splice {
  const pairs = pairsOf(image, override);
  if (!images) return addFirst(text, root, pairs);
  if (images.flow) return addToFlow(text, root, images, pairs);
  const end = contentEnd(images);
  return insertLines(text, end, block(pairs, indentTo(text, images.range![0])));
}

/** Removes an entry with its lines, and `images` with the last one. */
export function removeEntry(
  text: string,
  root: YAMLMap,
  images: YAMLSeq,
  entry: YAMLMap,
): Splice {
  if (images.items.length === 1) return removeImages(text, root);
  const position = images.items.indexOf(entry);
  if (images.flow) return removeFromFlow(images, position);
  return {
    start: startOfLine(text, entry.range![0]),
    end: startOfNextLine(text, contentEnd(entry)),
    text: '',
  };
}

function addFirst(text: string, root: YAMLMap, pairs: string[]): Splice {
  const lines = block(pairs, listIndent(text, root));
  const key = pairOf(root, 'images');
  if (!key) return insertLines(text, contentEnd(root), ['images:', ...lines]);
  const value = key.value as Node | null;
  const [start, end] = value?.range ?? [0, 0];
  // `images: null` and `images: ~` say nothing, but stand in the way.
  if (start < end) {
    const eol = newlineOf(text);
    return { start, end, text: eol + lines.join(eol) };
  }
  return insertLines(text, key.key.range![1], lines);
}

/** How deep the lists of this file stand below their keys. */
function listIndent(text: string, root: YAMLMap): string {
  const list = root.items
    .map(pair => pair.value)
    .find((value): value is YAMLSeq => isSeq(value) && !value.flow);
  return list ? indentTo(text, list.range![0]) : '  ';
}

function addToFlow(
  text: string,
  root: YAMLMap,
  images: YAMLSeq,
  pairs: string[],
): Splice {
  const last = images.items.at(-1) as Node | undefined;
  if (last) {
    const end = contentEnd(last);
    return { start: end, end, text: `, {${pairs.join(', ')}}` };
  }
  const [start, end] = images.range!;
  const eol = newlineOf(text);
  const lines = block(pairs, listIndent(text, root));
  return { start, end, text: eol + lines.join(eol) };
}

function insertLines(text: string, after: number, lines: string[]): Splice {
  const eol = newlineOf(text);
  // The content may end with its line, as a block text does.
  if (text[after - 1] === '\n') {
    return { start: after, end: after, text: lines.join(eol) + eol };
  }
  const at = endOfLine(text, after);
  return { start: at, end: at, text: lines.map(line => eol + line).join('') };
}

function removeImages(text: string, root: YAMLMap): Splice {
  const pair = pairOf(root, 'images')! as Pair<Node, Node>;
  return {
    start: startOfLine(text, pair.key.range![0]),
    end: startOfNextLine(text, pairEnd(pair)),
    text: '',
  };
}

function removeFromFlow(images: YAMLSeq, position: number): Splice {
  const items = images.items as Node[];
  if (position === 0) {
    return { start: items[0].range![0], end: items[1].range![0], text: '' };
  }
  return {
    start: contentEnd(items[position - 1]),
    end: contentEnd(items[position]),
    text: '',
  };
}
