import { isDeepStrictEqual } from 'node:util';

/** Whether two are the same document: what is undefined in one may be absent in the other. */
export function isSameJson(one: object, other: object): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
