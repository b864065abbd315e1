import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Git, GitError, type Author } from '@towpath/sandbox-kit';
import { commitTree, identity } from './commitChanges.ts';
import { isAncestor } from './history.ts';

export type MergeStyle = 'merge' | 'rebase' | 'squash';

export interface MergeRequest {
  /** Sha of the base branch. */
  base: string;
  /** Sha of the branch to bring in. */
  head: string;
  style: MergeStyle;
  message: string;
  author: Author;
  committer: Author;
}

export type MergeOutcome = { sha: string } | { conflicts: string[] };

/**
 * Computes a merge in a temporary work tree. The result is a commit object; no branch moves.
 * Uses no newer git than 2.28, which is why it is not `git merge-tree`.
 */
export async function computeMerge(
  git: Git,
  gitDir: string,
  scratch: string,
  request: MergeRequest,
): Promise<MergeOutcome> {
  const tree = path.join(scratch, `merge-${randomUUID()}`);
  const start = request.style === 'rebase' ? request.head : request.base;
  await git(['worktree', 'add', '--detach', '--quiet', tree, start], {
    gitDir,
  });
  try {
    const conflicts = await attempt(git, tree, request);
    if (conflicts) return { conflicts };
    return { sha: await result(git, gitDir, tree, request) };
  } finally {
    await git(['worktree', 'remove', '--force', tree], {
      gitDir,
      allow: [1, 128, 255],
    });
    await rm(tree, { recursive: true, force: true });
    await rm(`${tree}.message`, { force: true });
  }
}

async function attempt(
  git: Git,
  cwd: string,
  request: MergeRequest,
): Promise<string[] | undefined> {
  // A rebase keeps the author of each commit.
  const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_AUTHOR_DATE, ...committer } =
    identity(request.author, request.committer);
  const author = { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_AUTHOR_DATE };
  const messageFile = `${cwd}.message`;
  const env =
    request.style === 'rebase' ? committer : { ...committer, ...author };
  try {
    // A file: a long message does not fit into an argument.
    await writeFile(messageFile, `${request.message}\n`);
    await git(commandOf(request, messageFile), { cwd, env });
    return undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const { stdout } = await git(
      ['diff', '--name-only', '-z', '--diff-filter=U'],
      { cwd },
    );
    const conflicts = stdout.toString().split('\0').filter(Boolean);
    if (conflicts.length > 0) return conflicts;
    if (/unrelated histories/.test(error.stderr))
      return ['(the branches share no history)'];
    throw error;
  }
}

function commandOf(
  { style, base, head }: MergeRequest,
  messageFile: string,
): string[] {
  if (style === 'rebase') return ['rebase', '--quiet', base];
  if (style === 'squash') return ['merge', '--squash', '--quiet', head];
  return ['merge', '--no-ff', '--quiet', '-F', messageFile, head];
}

async function result(
  git: Git,
  gitDir: string,
  cwd: string,
  request: MergeRequest,
): Promise<string> {
  if (request.style === 'squash') {
    const tree = (await git(['write-tree'], { cwd })).stdout.toString().trim();
    return commitTree(git, gitDir, { ...request, tree, parent: request.base });
  }
  return (await git(['rev-parse', 'HEAD'], { cwd })).stdout.toString().trim();
}

const SOMEBODY: Author = {
  name: 'check',
  email: 'check@localhost',
  date: '1970-01-01T00:00:00Z',
};

/** Answers "could this be merged?", remembering the answer for each pair of commits. */
export class MergeCheck {
  readonly #known = new Map<string, Promise<string[]>>();
  readonly #git: Git;
  readonly #scratch: string;

  constructor(git: Git, scratch: string) {
    this.#git = git;
    this.#scratch = scratch;
  }

  /** The paths in conflict; empty when the merge is clean. */
  conflicts(gitDir: string, base: string, head: string): Promise<string[]> {
    const key = `${gitDir} ${base} ${head}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size > 2000) this.#known.clear();
    const answer = this.#compute(gitDir, base, head);
    this.#known.set(key, answer);
    answer.catch(() => this.#known.delete(key));
    return answer;
  }

  async #compute(
    gitDir: string,
    base: string,
    head: string,
  ): Promise<string[]> {
    if (await isAncestor(this.#git, gitDir, base, head)) return [];
    const request: MergeRequest = {
      base,
      head,
      style: 'merge',
      message: 'Check',
      author: SOMEBODY,
      committer: SOMEBODY,
    };
    const outcome = await computeMerge(
      this.#git,
      gitDir,
      this.#scratch,
      request,
    );
    return 'conflicts' in outcome ? outcome.conflicts : [];
  }
}
