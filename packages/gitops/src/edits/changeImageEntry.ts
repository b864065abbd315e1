import type { Node, YAMLMap } from 'yaml';
import { pairEnd } from './contentEnd';
import {
  OVERRIDES,
  pairOf,
  type ImageOverride,
  type OverrideKey,
  type ScalarPair,
} from './imageOverride';
import {
  endOfLine,
  indentTo,
  newlineOf,
  startOfLine,
  type Splice,
} from './spliceText';
import { writeScalar } from './writeScalar';

/** Splices that bring an entry of `images` from some overrides to others, in as few lines as possible. */
export function changeEntry(
  text: string,
  entry: YAMLMap,
  before: ImageOverride,
  after: ImageOverride,
): Splice[] {
  const lost = OVERRIDES.filter(key => before[key] && !after[key]);
  const missing = OVERRIDES.filter(key => !before[key] && after[key]);
  // `newTag:` says nothing, but stands there.
  const empty = missing.filter(key => pairOf(entry, key));
  const gained = missing.filter(key => !empty.includes(key));
  // A digest takes the line of the tag, and the other way round.
  const swap = lost.length === 1 && gained.length === 1;
  const kept = OVERRIDES.filter(
    key => before[key] && after[key] && before[key] !== after[key],
  );
  return [
    ...kept.map(key => replaceValue(entry, key, after[key]!)),
    ...empty.map(key => fillValue(text, entry, key, after[key]!)),
    ...(swap
      ? swapPair(entry, lost[0], gained[0], after[gained[0]]!)
      : [
          ...lost.map(key => removePair(text, entry, key)),
          ...addPairs(text, entry, gained, after),
        ]),
  ];
}

function replaceValue(entry: YAMLMap, key: string, value: string): Splice {
  const node = pairOf(entry, key)!.value!;
  const [start, end] = node.range!;
  return { start, end, text: writeScalar(value, node) };
}

function fillValue(
  text: string,
  entry: YAMLMap,
  key: string,
  value: string,
): Splice {
  const pair = pairOf(entry, key)!;
  const [start, end] = pair.value?.range ?? [0, 0];
  if (start < end) return replaceValue(entry, key, value);
  const at = text.indexOf(':', pair.key.range![1]) + 1;
  return { start: at, end: at, text: ` ${writeScalar(value)}` };
}

function swapPair(
  entry: YAMLMap,
  lost: OverrideKey,
  gained: OverrideKey,
  value: string,
): Splice[] {
  const [start, end] = pairOf(entry, lost)!.key.range!;
  return [{ start, end, text: gained }, replaceValue(entry, lost, value)];
}

function addPairs(
  text: string,
  entry: YAMLMap,
  keys: OverrideKey[],
  after: ImageOverride,
): Splice[] {
  if (keys.length === 0) return [];
  const name = pairOf(entry, 'name')!;
  const end = pairEnd(name);
  const written = keys.map(key => `${key}: ${writeScalar(after[key]!)}`);
  if (entry.flow) {
    return [{ start: end, end, text: written.map(one => `, ${one}`).join('') }];
  }
  const separator = newlineOf(text) + indentTo(text, name.key.range![0]);
  const at = endOfLine(text, end);
  return [
    { start: at, end: at, text: written.map(one => separator + one).join('') },
  ];
}

/** Takes away a pair: with its line, or up to the next pair when it is the first. */
function removePair(text: string, entry: YAMLMap, key: string): Splice {
  const pairs = entry.items as ScalarPair[];
  const position = pairs.indexOf(pairOf(entry, key)!);
  const pair = pairs[position];
  const [start] = (pair.key as Node).range!;
  if (position === 0) {
    return { start, end: pairs[1].key.range![0], text: '' };
  }
  if (entry.flow) {
    return {
      start: pairEnd(pairs[position - 1]),
      end: pairEnd(pair),
      text: '',
    };
  }
  return {
    start: endOfLine(text, startOfLine(text, start) - 2),
    end: endOfLine(text, pairEnd(pair)),
    text: '',
  };
}
