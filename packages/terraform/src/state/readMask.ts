import type { JsonObject, JsonValue } from '@backstage/types';
import { isObject, readList, readObject } from '../json/read';
import { isSecretName } from '../json/isSecretName';

const DEEPEST = 24;

type Mask = true | { [name: string]: Mask };

/** What of the attributes of an object is sensitive: what the state marks, and what has the name of a secret. */
export function readMask(
  attributes: JsonObject,
  marked: JsonValue[],
): JsonObject {
  const mask: { [name: string]: Mask } = {};
  for (const path of marked) markPath(mask, readList(path).map(readStep));
  markNames(attributes, mask, 0);
  return mask as JsonObject;
}

/** The name of a step of a path; undefined for one that names no single member, such as an element of a set. */
function readStep(raw: JsonValue): string | undefined {
  const { value } = readObject(raw);
  const name = isObject(value) ? value.value : value;
  return ['string', 'number'].includes(typeof name) ? String(name) : undefined;
}

function markPath(
  mask: { [name: string]: Mask },
  path: (string | undefined)[],
): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const below = mask[name] ?? {};
  // What cannot be named is hidden with all beside it.
  if (below === true || rest.length === 0 || rest[0] === undefined) {
    mask[name] = true;
    return;
  }
  mask[name] = below;
  markPath(below, rest);
}

function markNames(
  value: unknown,
  mask: { [name: string]: Mask },
  depth: number,
): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [name, one] of Object.entries(value)) {
    const below = mask[name] ?? {};
    if (below === true) continue;
    if (isSecretName(name) && typeof one !== 'boolean' && one !== null) {
      mask[name] = true;
    } else {
      markNames(one, below, depth + 1);
      if (Object.keys(below).length > 0) mask[name] = below;
    }
  }
}
