import type { Git } from './runGit.ts';

export interface Author {
  name: string;
  email: string;
  /** ISO timestamp with the offset the author had. */
  date: string;
}

export interface CommitInfo {
  sha: string;
  tree: string;
  parents: string[];
  author: Author;
  committer: Author;
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

interface LogQuery {
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
