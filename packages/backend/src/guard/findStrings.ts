import type { JsonObject, JsonValue } from '@backstage/types';

/** A text of the configuration, with its key such as `integrations.gitea[0].host`. */
export interface Setting {
  key: string;
  value: string;
}

/**
 * All texts below a configuration value.
 *
 * @param value a configuration value with all its children
 * @param key its own key, the beginning of each key in the result
 */
export function findStrings(
  value: JsonValue | undefined,
  key: string,
): Setting[] {
  if (typeof value === 'string') {
    return [{ key, value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => findStrings(item, `${key}[${i}]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value as JsonObject).flatMap(([name, child]) =>
      findStrings(child, `${key}.${name}`),
    );
  }
  return [];
}
