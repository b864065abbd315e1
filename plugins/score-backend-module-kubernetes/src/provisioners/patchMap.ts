import type { JsonObject } from '@backstage/types';
import { isMap } from '@towpath/plugin-score-node';

/** A map changed by another one: maps inside are changed alike, and what is null goes. */
export function patchMap(current: JsonObject, patch: JsonObject): JsonObject {
  const result = { ...current };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete result[key];
    else if (isMap(value)) {
      const old = Object.hasOwn(result, key) ? result[key] : undefined;
      result[key] = patchMap(
        isMap(old) ? (old as JsonObject) : {},
        value as JsonObject,
      );
    } else result[key] = value;
  }
  return result;
}
