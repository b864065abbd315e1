import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';

/** A configuration value with its key. */
export interface Entry {
  key: string;
  value: JsonValue;
}

/** The members of an object, or of a list, with their keys; nothing for other values. */
export function entriesOf(value: JsonValue | undefined, key: string): Entry[] {
  if (Array.isArray(value)) {
    return value.map((item, i) => ({ key: `${key}[${i}]`, value: item }));
  }
  return Object.entries(asObject(value)).flatMap(([name, item]) =>
    item === undefined ? [] : [{ key: `${key}.${name}`, value: item }],
  );
}

export const membersAt = (config: Config, key: string): Entry[] =>
  entriesOf(config.getOptional<JsonValue>(key), key);

export function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

/** A list of texts; a single text counts as a list of one. */
export const asTexts = (value: JsonValue | undefined): string[] =>
  [value ?? []].flat().map(String);

/** Reports the members of a value whose names are not among the known ones. */
export function unknownMembers(
  value: JsonValue | undefined,
  key: string,
  known: readonly string[],
): UnsafeSetting[] {
  return Object.keys(asObject(value))
    .filter(name => !known.includes(name))
    .map(name => ({
      key: `${key}.${name}`,
      problem: 'is not among the settings that are known to be safe here',
      remedy: `remove it; known are ${known.join(', ')}`,
    }));
}
