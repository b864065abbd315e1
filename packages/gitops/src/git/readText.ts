import { InputError } from '@backstage/errors';
import { GitError } from './GitError';
import type { Mirror } from './Mirror';
import type { GitObject } from './ObjectReader';
import { parseTree, type TreeEntry } from './parseTree';

const FILE_MODES = ['100644', '100755'];
const FOLDER_MODE = '40000';

/** What a commit has at a path. @throws InputError when that is a folder, a link or a submodule */
export async function findFile(
  mirror: Mirror,
  sha: string,
  file: string,
): Promise<TreeEntry | undefined> {
  let found: TreeEntry = { mode: FOLDER_MODE, id: `${sha}^{tree}` };
  for (const name of file.split('/')) {
    if (found.mode !== FOLDER_MODE) return undefined;
    const tree = await readObject(mirror, found.id, 'tree');
    const next = parseTree(tree).get(name);
    if (!next) return undefined;
    found = next;
  }
  if (FILE_MODES.includes(found.mode)) return found;
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
  const blob = await readObject(mirror, found.id, 'blob');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      blob.content,
    );
  } catch {
    throw new InputError(`${file} is no text in UTF-8`);
  }
}

/** What has to be there, as something that is there speaks of it. */
async function readObject(
  mirror: Mirror,
  id: string,
  type: 'tree' | 'blob',
): Promise<GitObject> {
  const object = await mirror.read(id);
  if (object?.type === type) return object;
  throw new GitError('cat-file', `missing ${type} ${id}`);
}
