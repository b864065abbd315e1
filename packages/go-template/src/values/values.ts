import { Struct, TypedMap } from './Struct';

/** What templates work with. `undefined` is what is not there, `null` what is there and nothing. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | Value[]
  | ValueMap
  | Struct
  | TypedMap;

/** Without a prototype, so that no key finds what every object inherits. */
export interface ValueMap {
  [key: string]: Value;
}

export function newMap(entries: Iterable<[string, Value]> = []): ValueMap {
  const map: ValueMap = Object.create(null);
  for (const [key, value] of entries) map[key] = value;
  return map;
}

export function isMap(value: Value): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Struct) &&
    !(value instanceof TypedMap)
  );
}

/** A copy of plain data for a template, which may change maps of its own. */
export function toValue(data: unknown): Value {
  if (data instanceof Struct || data instanceof TypedMap) return data;
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === 'object' && data !== null) {
    return newMap(
      Object.entries(data).map(([key, value]) => [key, toValue(value)]),
    );
  }
  return data as Value;
}

/** Plain data again. */
export function fromValue(value: Value): unknown {
  if (value instanceof Struct) return fromValue(value.fields);
  if (value instanceof TypedMap) return fromValue(value.entries);
  if (Array.isArray(value)) return value.map(fromValue);
  if (!isMap(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, fromValue(entry)]),
  );
}

/** Whether a value counts as true: all but what is empty. */
export function isTrue(value: Value): boolean {
  if (value instanceof Struct) return true;
  if (value instanceof TypedMap) return Object.keys(value.entries).length > 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The name of its type, as errors have it. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return 'nil';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'int' : 'float64';
  }
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'slice';
  return value instanceof Struct ? 'struct' : 'map';
}
