import { isDeepStrictEqual } from 'node:util';
import { Struct, TypedMap } from '../values/Struct';
import { inside } from '../values/print';
import {
  fromValue,
  isMap,
  isTrue,
  newMap,
  toValue,
  typeName,
  type Value,
  type ValueMap,
} from '../values/values';
import { define, integer, list, map, text, type Functions } from './arguments';

function indexed(value: Value, keys: Value[]): Value {
  return keys.reduce<Value>((at, key) => {
    if (at instanceof TypedMap) {
      return at.entries[text(key)] ?? at.empty;
    }
    if (Array.isArray(at)) {
      const place = integer(key);
      if (typeof key !== 'number' || place < 0 || place >= at.length) {
        throw new Error(
          `the index ${inside(key)} is out of range: there are ${at.length}`,
        );
      }
      return at[place];
    }
    if (isMap(at)) return at[text(key)];
    throw new Error(`${typeName(at)} cannot be indexed`);
  }, value);
}

function length(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  return Object.keys(map(value)).length;
}

function pairs(values: Value[]): ValueMap {
  const result = newMap();
  for (let at = 0; at < values.length; at += 2) {
    result[inside(values[at])] = at + 1 < values.length ? values[at + 1] : '';
  }
  return result;
}

/** Keys, then what stands for what is missing, then the map. */
function dug(values: Value[]): Value {
  const keys = values.slice(0, -2).map(text);
  let at: Value = map(values.at(-1));
  for (const key of keys) {
    if (!isMap(at) || !(key in at)) return values.at(-2);
    at = at[key];
  }
  return at;
}

function merged(into: Value, maps: Value[], wins: boolean): Value {
  const target = map(into);
  for (const one of maps) {
    for (const [key, value] of Object.entries(map(one))) {
      const old = target[key];
      if (isMap(old) && isMap(value)) merged(old, [value], wins);
      else if (wins || !isTrue(old)) target[key] = value;
    }
  }
  return target;
}

function picked(values: Value[], keeps: (isNamed: boolean) => boolean): Value {
  const [from, ...names] = values;
  return newMap(
    Object.entries(map(from)).filter(([key]) => keeps(names.includes(key))),
  );
}

function sameValue(a: Value, b: Value): boolean {
  return isDeepStrictEqual(fromValue(a), fromValue(b));
}

function toJson(value: Value, indent?: number): string {
  return JSON.stringify(sorted(value), undefined, indent)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026');
}

function sorted(value: Value): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof TypedMap) return sorted(value.entries);
  if (value instanceof Struct) return sorted(value.fields);
  if (!isMap(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

const truth = (
  least: number,
  choose: (values: Value[]) => Value,
): Functions[string] => define(least, Infinity, choose);

export const collections: Functions = {
  index: define(1, Infinity, ([value, ...keys]) => indexed(value, keys)),
  len: define(1, 1, ([value]) => length(value)),
  not: define(1, 1, ([value]) => !isTrue(value)),
  default: define(1, 2, values => (isTrue(values[1]) ? values[1] : values[0])),
  empty: define(1, 1, ([value]) => !isTrue(value)),
  coalesce: truth(0, values => values.find(isTrue) ?? null),
  all: truth(0, values => values.every(isTrue)),
  any: truth(0, values => values.some(isTrue)),
  ternary: define(3, 3, ([yes, no, test]) => (test === true ? yes : no)),
  kindOf: define(1, 1, ([value]) => typeName(value)),
  kindIs: define(2, 2, ([kind, value]) => typeName(value) === kind),
  typeOf: define(1, 1, ([value]) => typeName(value)),
  list: define(0, Infinity, values => values),
  first: define(1, 1, ([values]) => list(values)[0]),
  last: define(1, 1, ([values]) => list(values).at(-1)),
  rest: define(1, 1, ([values]) => list(values).slice(1)),
  initial: define(1, 1, ([values]) => list(values).slice(0, -1)),
  append: define(2, 2, ([values, one]) => [...list(values), one]),
  prepend: define(2, 2, ([values, one]) => [one, ...list(values)]),
  concat: define(0, Infinity, values => values.flatMap(list)),
  reverse: define(1, 1, ([values]) => [...list(values)].reverse()),
  compact: define(1, 1, ([values]) => list(values).filter(isTrue)),
  uniq: define(1, 1, ([values]) =>
    list(values).filter(
      (one, at, all) => all.findIndex(other => sameValue(one, other)) === at,
    ),
  ),
  has: define(2, 2, ([one, values]) =>
    (values ? list(values) : []).some(other => sameValue(one, other)),
  ),
  without: define(1, Infinity, ([values, ...gone]) =>
    list(values).filter(one => !gone.some(other => sameValue(one, other))),
  ),
  dict: define(0, Infinity, pairs),
  get: define(2, 2, ([from, key]) => map(from)[text(key)] ?? ''),
  set: define(3, 3, ([into, key, value]) => {
    map(into)[text(key)] = value;
    return into;
  }),
  unset: define(2, 2, ([from, key]) => {
    delete map(from)[text(key)];
    return from;
  }),
  hasKey: define(2, 2, ([from, key]) => text(key) in map(from)),
  keys: define(1, Infinity, values =>
    values.flatMap(one => Object.keys(map(one)).sort()),
  ),
  values: define(1, 1, ([from]) =>
    Object.entries(map(from))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, value]) => value),
  ),
  pick: define(1, Infinity, values => picked(values, isNamed => isNamed)),
  omit: define(1, Infinity, values => picked(values, isNamed => !isNamed)),
  dig: define(3, Infinity, dug),
  merge: define(1, Infinity, ([into, ...maps]) => merged(into, maps, false)),
  mergeOverwrite: define(1, Infinity, ([into, ...maps]) =>
    merged(into, maps, true),
  ),
  deepCopy: define(1, 1, ([value]) => toValue(fromValue(value))),
  toJson: define(1, 1, ([value]) => toJson(value)),
  toRawJson: define(1, 1, ([value]) => JSON.stringify(sorted(value))),
  toPrettyJson: define(1, 1, ([value]) => toJson(value, 2)),
  fromJson: define(1, 1, ([value]) => toValue(JSON.parse(text(value)))),
};
