import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Git, GitError, type Author } from '@towpath/sandbox-kit';
import { invalid } from '../errors.ts';

/** One file to write (`content`) or to remove (no `content`). */
export interface FileChange {
  path: string;
  content?: Buffer;
  /** Default `100644`. */
  mode?: string;
}

export interface NewCommit {
  /** The parent; undefined for the first commit of a repository. */
  parent?: string;
  changes: FileChange[];
  message: string;
  author: Author;
  committer: Author;
}

/**
 * Writes a commit object and returns its sha; no ref moves.
 * @param scratch absolute folder for the temporary index and contents
 * @throws RequestError 422 when a file would stand where a folder is, or the other way round
 */
export async function writeCommit(
  git: Git,
  gitDir: string,
  scratch: string,
  commit: NewCommit,
): Promise<string> {
  const index = path.join(scratch, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    if (commit.parent) await git(['read-tree', commit.parent], { gitDir, env });
    await stage(git, gitDir, { env, scratch }, commit.changes);
    const tree = (await git(['write-tree'], { gitDir, env })).stdout
      .toString()
      .trim();
    return await commitTree(git, gitDir, { ...commit, tree });
  } finally {
    await rm(index, { force: true });
  }
}

/** A commit over an existing tree. Returns its sha. */
export async function commitTree(
  git: Git,
  gitDir: string,
  commit: {
    tree: string;
    parent?: string;
    message: string;
    author: Author;
    committer: Author;
  },
): Promise<string> {
  const parent = commit.parent ? ['-p', commit.parent] : [];
  const { stdout } = await git(['commit-tree', commit.tree, ...parent], {
    gitDir,
    input: `${commit.message.trim()}\n`,
    env: identity(commit.author, commit.committer),
  });
  return stdout.toString().trim();
}

/** Environment that makes git write these two people into a commit. */
export function identity(
  author: Author,
  committer: Author,
): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  };
}

async function stage(
  git: Git,
  gitDir: string,
  { env, scratch }: { env: Record<string, string>; scratch: string },
  changes: FileChange[],
): Promise<void> {
  const contents = changes.flatMap(({ content }) => content ?? []);
  const shas = await writeBlobs(git, gitDir, scratch, contents);
  const lines = changes.map(change =>
    change.content
      ? `${change.mode ?? '100644'} ${shas.shift()}\t${change.path}\0`
      : `0 ${'0'.repeat(40)}\t${change.path}\0`,
  );
  const input = lines.join('');
  try {
    await git(['update-index', '-z', '--index-info'], { gitDir, env, input });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const paths = changes.map(change => change.path).join(', ');
    throw invalid(`git refuses these paths: ${paths}: ${error.stderr.trim()}`);
  }
}

/** One git for all of them: a commit may have hundreds. @returns their shas, in this order */
async function writeBlobs(
  git: Git,
  gitDir: string,
  scratch: string,
  contents: Buffer[],
): Promise<string[]> {
  if (contents.length === 0) return [];
  const folder = await mkdtemp(path.join(scratch, 'blobs-'));
  try {
    const files = contents.map((_, at) => path.join(folder, `${at}`));
    await Promise.all(files.map((file, at) => writeFile(file, contents[at])));
    const args = ['hash-object', '-w', '--no-filters', '--stdin-paths'];
    const input = `${files.join('\n')}\n`;
    const { stdout } = await git(args, { gitDir, input });
    return stdout.toString().trim().split('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
