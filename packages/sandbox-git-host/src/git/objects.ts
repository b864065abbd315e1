import type { Git } from '@towpath/sandbox-kit';
import { isRefName } from './names.ts';

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes; 0 for folders. */
  size: number;
  name: string;
  /** From the root of the repository. */
  path: string;
}

/** The commit behind a branch, tag or (short) sha; undefined when there is none. */
export async function resolveCommit(
  git: Git,
  gitDir: string,
  ref: string,
): Promise<string | undefined> {
  if (!(await isRefName(git, ref))) return undefined;
  const candidates = [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (/^[0-9a-f]{4,64}$/i.test(ref)) candidates.push(ref);
  if (ref === 'HEAD' || ref.startsWith('refs/')) candidates.push(ref);
  const input = candidates.map(candidate => `${candidate}^{commit}\n`).join('');
  const { stdout } = await git(['cat-file', '--batch-check'], {
    gitDir,
    input,
  });
  const found = stdout
    .toString()
    .split('\n')
    .map(line => line.split(' '))
    .find(([, type]) => type === 'commit');
  return found?.[0];
}

/** The direct entries of a folder (`''` is the root), in git's order. */
export async function listFolder(
  git: Git,
  gitDir: string,
  commit: string,
  folder: string,
): Promise<TreeEntry[]> {
  const paths = folder === '' ? [] : ['--', `${folder}/`];
  const { stdout } = await git(['ls-tree', '-z', '--long', commit, ...paths], {
    gitDir,
  });
  return parseTree(stdout);
}

/** The entry at a path, or undefined. */
export async function findEntry(
  git: Git,
  gitDir: string,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  return (await findEntries(git, gitDir, commit, [path])).get(path);
}

/** The entries at paths, by path, as far as there are any. */
export async function findEntries(
  git: Git,
  gitDir: string,
  commit: string,
  paths: string[],
): Promise<Map<string, TreeEntry>> {
  const { stdout } = await git(
    ['ls-tree', '-z', '--long', commit, '--', ...paths],
    { gitDir },
  );
  return new Map(parseTree(stdout).map(entry => [entry.path, entry]));
}

function parseTree(stdout: Buffer): TreeEntry[] {
  return stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
      const path = line.slice(tab + 1);
      const name = path.slice(path.lastIndexOf('/') + 1);
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        size: Number(size) || 0,
        name,
        path,
      };
    });
}

/** The bytes of a file. */
export async function readBlob(
  git: Git,
  gitDir: string,
  sha: string,
): Promise<Buffer> {
  return (await git(['cat-file', 'blob', sha], { gitDir })).stdout;
}
