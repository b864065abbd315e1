import { InputError } from '@backstage/errors';
import type { Mirror } from './Mirror';

const FILE_MODES = ['100644', '100755'];

export interface TreeEntry {
  mode: string;
  id: string;
}

/** What a commit has at a path. @throws InputError when that is a folder, a link or a submodule */
export async function findFile(
  mirror: Mirror,
  sha: string,
  file: string,
): Promise<TreeEntry | undefined> {
  const output = await mirror.git(['ls-tree', '-z', sha, '--', file]);
  const [, mode, id] = output.toString().match(/^(\d+) \w+ (\w+)\t/) ?? [];
  if (!mode) return undefined;
  if (FILE_MODES.includes(mode)) return { mode, id };
  throw new InputError(
    `${file} is a folder, a link or a submodule: name a file`,
  );
}

/** The text of a file in a commit. @throws InputError when it is no UTF-8 */
export async function readText(
  mirror: Mirror,
  sha: string,
  file: string,
): Promise<string | undefined> {
  const found = await findFile(mirror, sha, file);
  if (!found) return undefined;
  const bytes = await mirror.git(['cat-file', 'blob', found.id]);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    throw new InputError(`${file} is no text in UTF-8`);
  }
}
