import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import { readDocuments } from './readDocuments';

/**
 * Reads an edited text again and compares it with what it must say. Anchors, merge keys and layouts nobody
 * thought of end here, and not in a commit.
 * @throws ConflictError when anything but the edited value differs
 */
export function requireSame(
  file: string,
  text: string,
  expected: unknown[],
): void {
  const isSame = (() => {
    try {
      const actual = readDocuments(file, text).map(one => one.toJS());
      return isDeepStrictEqual(actual, expected);
    } catch {
      return false;
    }
  })();
  if (!isSame) throw cannotChange(file);
}

export function cannotChange(file: string): ConflictError {
  return new ConflictError(
    `${file} is written in a way that cannot be changed in one place alone (an anchor, or an unusual layout): change it by hand once`,
  );
}
