import { type Git, GitError } from '@towpath/sandbox-kit';
import { conflict } from '../errors.ts';

export const NO_COMMIT = '0'.repeat(40);

export interface BranchInfo {
  name: string;
  sha: string;
}

/** All branches by name. */
export async function listBranches(
  git: Git,
  gitDir: string,
): Promise<BranchInfo[]> {
  return listRefs(git, gitDir, 'refs/heads/');
}

/** All refs below a prefix; the prefix is taken off the names. */
export async function listRefs(
  git: Git,
  gitDir: string,
  prefix: string,
): Promise<BranchInfo[]> {
  const format = '--format=%(objectname) %(refname)';
  const { stdout } = await git(['for-each-ref', format, prefix], { gitDir });
  return stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(line => ({
      sha: line.slice(0, 40),
      name: line.slice(41 + prefix.length),
    }));
}

export interface RefChange {
  /** Full name, such as `refs/heads/main`. */
  ref: string;
  /** `NO_COMMIT` when it must not exist yet; undefined when it does not matter. */
  from?: string;
  /** `NO_COMMIT` removes it. */
  to: string;
}

/**
 * Changes all refs or none.
 * @throws RequestError 409 when one of them moved in the meantime
 */
export async function updateRefs(
  git: Git,
  gitDir: string,
  changes: RefChange[],
): Promise<void> {
  const input = changes
    .map(({ ref, from, to }) => `update ${ref}\0${to}\0${from ?? ''}\0`)
    .join('');
  try {
    await git(['update-ref', '-z', '--stdin'], { gitDir, input });
  } catch (error) {
    if (
      error instanceof GitError &&
      /cannot lock ref|reference already exists/.test(error.stderr)
    ) {
      const names = changes.map(change => change.ref).join(', ');
      throw conflict(
        `${names} changed in the meantime, or clashes with another name: read it again`,
      );
    }
    throw error;
  }
}

/** The branch that HEAD names becomes the default branch of clones. */
export async function setHead(
  git: Git,
  gitDir: string,
  branch: string,
): Promise<void> {
  await git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`], { gitDir });
}
