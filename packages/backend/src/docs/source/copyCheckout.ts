import { InputError } from '@backstage/errors';
import { cp, lstat, realpath } from 'node:fs/promises';
import path from 'node:path';

const MOST_BYTES = 250_000_000;
const MOST_FILES = 50_000;

/**
 * Copies what may become a site: regular files, folders, and links that stay within the folder.
 *
 * @returns the links that lead out of it and were left out, as paths within the folder
 * @throws InputError for a folder that is too large to be built
 */
export async function copyCheckout(
  from: string,
  to: string,
): Promise<string[]> {
  const root = await realpath(from);
  const leftOut: string[] = [];
  let bytes = 0;
  let files = 0;
  await cp(root, to, {
    recursive: true,
    verbatimSymlinks: true,
    async filter(source) {
      if (path.basename(source) === '.git') return false;
      const kind = await lstat(source);
      if (kind.isSymbolicLink()) {
        const stays = await leadsInto(source, root);
        if (!stays) leftOut.push(path.relative(root, source));
        return stays;
      }
      bytes += kind.size;
      files += 1;
      if (bytes > MOST_BYTES || files > MOST_FILES)
        throw new InputError(
          `The repository has more than ${MOST_FILES} files or ${
            MOST_BYTES / 1_000_000
          } MB, too much for a site`,
        );
      return kind.isFile() || kind.isDirectory();
    },
  });
  return leftOut;
}

// A link with an absolute target would lead elsewhere from the copy, also when it stays today.
async function leadsInto(link: string, root: string): Promise<boolean> {
  try {
    const target = await realpath(link);
    return target === root || target.startsWith(root + path.sep);
  } catch {
    return false;
  }
}
