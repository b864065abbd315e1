import { GitError, type Git } from './runGit.ts';

export interface Person {
  name: string;
  email: string;
  /** ISO timestamp with the offset the author had. */
  date: string;
}

export interface CommitInfo {
  sha: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  /** Subject and body. */
  message: string;
}

const FORMAT = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
].join('%x00');

export interface LogQuery {
  /** A sha, or `base..head` of two shas. */
  range: string;
  path?: string;
  skip?: number;
  limit?: number;
}

/** Commits newest first. The range holds shas only, so it cannot be an option. */
export async function listCommits(
  git: Git,
  gitDir: string,
  query: LogQuery,
): Promise<CommitInfo[]> {
  const args = [
    'log',
    '-z',
    `--format=${FORMAT}%x00`,
    `--skip=${query.skip ?? 0}`,
  ];
  if (query.limit !== undefined) args.push(`--max-count=${query.limit}`);
  args.push(query.range, '--');
  if (query.path) args.push(query.path);
  const { stdout } = await git(args, { gitDir });
  return parseLog(stdout.toString());
}

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

export async function readCommit(
  git: Git,
  gitDir: string,
  sha: string,
): Promise<CommitInfo> {
  const [commit] = await listCommits(git, gitDir, { range: sha, limit: 1 });
  return commit;
}

function parseLog(output: string): CommitInfo[] {
  const fields = output.split('\0');
  const commits: CommitInfo[] = [];
  // Ten fields and the empty one that ends each commit.
  for (let at = 0; at + 10 < fields.length; at += 11) {
    const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] = fields.slice(
      at,
      at + 10,
    );
    commits.push({
      sha: sha.trim(),
      tree,
      parents: parents.split(' ').filter(Boolean),
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      message: message.trimEnd(),
    });
  }
  return commits;
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
