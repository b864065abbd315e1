import {
  type CommitInfo,
  type Git,
  GitError,
  listCommits,
} from '@towpath/sandbox-kit';

/** How many commits a range has, of those that touch `path` when given. */
export async function countCommits(
  git: Git,
  gitDir: string,
  range: string,
  path?: string,
): Promise<number> {
  const { stdout } = await git(
    ['rev-list', '--count', range, '--', ...(path ? [path] : [])],
    {
      gitDir,
    },
  );
  return Number(stdout.toString().trim());
}

/** The newest commit that touched each direct entry of a folder, by entry path. */
export async function lastCommits(
  git: Git,
  gitDir: string,
  commit: string,
  paths: string[],
): Promise<Map<string, CommitInfo>> {
  const found = new Map<string, CommitInfo>();
  await Promise.all(
    paths.map(async path => {
      const [last] = await listCommits(git, gitDir, {
        range: commit,
        path,
        limit: 1,
      });
      if (last) found.set(path, last);
    }),
  );
  return found;
}

/** The best common ancestor, or undefined for unrelated histories. */
export async function mergeBase(
  git: Git,
  gitDir: string,
  a: string,
  b: string,
): Promise<string | undefined> {
  const { stdout, code } = await git(['merge-base', a, b], {
    gitDir,
    allow: [1],
  });
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** True when `ancestor` is reachable from `descendant`; false also when either is unknown. */
export async function isAncestor(
  git: Git,
  gitDir: string,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  try {
    const call = { gitDir, allow: [1] };
    return (
      (await git(['merge-base', '--is-ancestor', ancestor, descendant], call))
        .code === 0
    );
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
