import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { reason } from './files';

// A named pipe would keep the command waiting for ever.
const FLAGS =
  constants.O_RDONLY |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

class OutsideError extends Error {}

/**
 * Reads what a `source` names: a file in the folder of its Score file or below,
 * by where it really lies. A link may lead to another place inside, not out.
 *
 * @throws Error with the reason, without the path.
 */
export function readSource(source: string, scoreFile: string): Uint8Array {
  if (isAbsolute(source)) throw outside('it is an absolute path');
  try {
    const folder = realpathSync(dirname(scoreFile));
    const written = resolve(folder, source);
    if (!isBelow(folder, written)) throw outside('it leads up');
    const real = realpathSync(written);
    if (!isBelow(folder, real)) throw outside('it is a link that leads there');
    return readRegular(real);
  } catch (error) {
    throw error instanceof OutsideError ? error : new Error(reason(error));
  }
}

function outside(why: string): OutsideError {
  return new OutsideError(
    `it lies outside of the folder of the Score file: ${why}`,
  );
}

function isBelow(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !isAbsolute(inside) && inside.split(sep)[0] !== '..';
}

/** Reads the file that was looked at, and no other that took its place since. */
function readRegular(real: string): Uint8Array {
  const handle = openSync(real, FLAGS);
  try {
    const opened = fstatSync(handle, { bigint: true });
    if (opened.isDirectory()) throw new Error('it is a folder');
    if (!opened.isFile()) throw new Error('it is not a plain file');
    const named = lstatSync(realpathSync(real), { bigint: true });
    if (named.ino !== opened.ino || named.dev !== opened.dev) {
      throw new Error('it was replaced while it was read');
    }
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}
