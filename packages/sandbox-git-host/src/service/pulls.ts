import { type Account, readCommit } from '@towpath/sandbox-kit';
import { conflict, invalid, notFound, RequestError } from '../errors.ts';
import { isAncestor } from '../git/history.ts';
import { computeMerge, type MergeStyle } from '../git/merge.ts';
import { listRefs, NO_COMMIT, updateRefs } from '../git/refs.ts';
import type { Host } from '../host.ts';
import {
  getPull,
  listPulls,
  nextPullNumber,
  savePull,
} from '../store/pulls.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import type { CommentRecord, PullRecord } from '../types.ts';
import { presentPull } from '../http/api/presentPull.ts';
import { presentRepository } from '../http/api/presentRepository.ts';
import { presentUser } from '../http/api/presentUser.ts';
import { personOf } from './personOf.ts';
import { headRef, pullConflicts, pullRefs } from './pullRefs.ts';

const mergeRef = (number: number) => `refs/pull/${number}/merge`;
const baseRef = (number: number) => `refs/pull/${number}/base`;

export interface NewPull {
  title: string;
  body: string;
  head: string;
  base: string;
}

/**
 * Opens a pull request.
 * @throws RequestError 404 for an unknown branch, 409 when the same one is open, 422 without a title
 * or when there is nothing to merge
 */
export async function createPull(
  host: Host,
  name: string,
  account: Account,
  input: NewPull,
): Promise<PullRecord> {
  return host.repositories.change(name, async repository => {
    host.rights.requireWrite(account, repository);
    const head = await checkNewPull(host, repository, input);
    const now = host.clock().toISOString();
    const number = await nextPullNumber(repository);
    const pull: PullRecord = {
      ...input,
      number,
      author: account.name,
      state: 'open',
      createdAt: now,
      updatedAt: now,
      comments: [],
    };
    await updateRefs(host.git, repository.gitDir, [
      { ref: headRef(number), to: head },
    ]);
    await savePull(repository, pull);
    await announce(host, repository, pull, account, 'opened');
    return pull;
  });
}

async function checkNewPull(
  host: Host,
  repository: Repository,
  input: NewPull,
): Promise<string> {
  if (!input.title.trim())
    throw invalid('title is empty: a pull request needs one');
  const branches = await listRefs(host.git, repository.gitDir, 'refs/heads/');
  const head = branches.find(branch => branch.name === input.head);
  const base = branches.find(branch => branch.name === input.base);
  if (!head)
    throw notFound(
      `head "${input.head}" is not a branch of ${repository.name}`,
    );
  if (!base)
    throw notFound(
      `base "${input.base}" is not a branch of ${repository.name}`,
    );
  if (await isAncestor(host.git, repository.gitDir, head.sha, base.sha)) {
    throw invalid(
      `"${input.head}" has no commit that "${input.base}" lacks: push one first`,
    );
  }
  const same = (await listPulls(repository)).find(
    pull =>
      pull.state === 'open' &&
      pull.head === input.head &&
      pull.base === input.base,
  );
  if (same) {
    throw conflict(
      `pull request already exists for these targets: number ${same.number} merges "${input.head}" into "${input.base}"`,
    );
  }
  return head.sha;
}

export interface PullEdit {
  title?: string;
  body?: string;
  base?: string;
  state?: 'open' | 'closed';
}

/** Changes a pull request. @throws RequestError 404, 409 when it is merged, 422 for an empty title */
export async function editPull(
  host: Host,
  name: string,
  number: number,
  account: Account,
  edit: PullEdit,
): Promise<PullRecord> {
  return host.repositories.change(name, async repository => {
    host.rights.requireWrite(account, repository);
    const before = await getPull(repository, number);
    await checkEdit(host, repository, before, edit);
    const now = host.clock().toISOString();
    const pull: PullRecord = { ...before, ...edit, updatedAt: now };
    if (pull.state !== before.state)
      pull.closedAt = pull.state === 'closed' ? now : undefined;
    await keepHead(host, repository, before);
    await savePull(repository, pull);
    await announce(host, repository, pull, account, editAction(before, pull));
    return pull;
  });
}

async function checkEdit(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  edit: PullEdit,
) {
  if (edit.title !== undefined && !edit.title.trim())
    throw invalid('title is empty');
  if (pull.merged && edit.state === 'open') {
    throw conflict(
      `pull request ${pull.number} is merged and cannot be opened again`,
    );
  }
  if (edit.base === undefined) return;
  const branches = await listRefs(host.git, repository.gitDir, 'refs/heads/');
  if (pull.merged)
    throw conflict(
      `pull request ${pull.number} is merged: its base is settled`,
    );
  if (!branches.some(branch => branch.name === edit.base)) {
    throw notFound(`base "${edit.base}" is not a branch of ${repository.name}`);
  }
}

async function keepHead(
  host: Host,
  repository: Repository,
  pull: PullRecord,
): Promise<void> {
  const { head } = await pullRefs(host, repository, pull);
  if (!head) return;
  await updateRefs(host.git, repository.gitDir, [
    { ref: headRef(pull.number), to: head },
  ]);
}

function editAction(before: PullRecord, after: PullRecord): PullAction {
  if (before.state === after.state) return 'edited';
  return after.state === 'closed' ? 'closed' : 'reopened';
}

export interface MergeOptions {
  style: MergeStyle;
  title?: string;
  message?: string;
  /** Refuse when the head is another commit by now. */
  expectedHead?: string;
  deleteBranch?: boolean;
}

/**
 * Merges a pull request.
 * @throws RequestError 405 when it is closed, merged or in conflict; 409 when head or base moved
 */
export async function mergePull(
  host: Host,
  name: string,
  number: number,
  account: Account,
  options: MergeOptions,
): Promise<PullRecord> {
  return host.repositories.change(name, async repository => {
    host.rights.requireWrite(account, repository);
    const pull = await getPull(repository, number);
    const { head, base } = await mergeable(host, repository, pull, options);
    const person = personOf(account, host.clock());
    const outcome = await computeMerge(
      host.git,
      repository.gitDir,
      host.folders.scratch,
      {
        base,
        head,
        style: options.style,
        message: mergeMessage(pull, options),
        author: person,
        committer: person,
      },
    );
    if ('conflicts' in outcome) throw inConflict(pull, outcome.conflicts);
    await host.pushes.move(repository, account, [
      { ref: `refs/heads/${pull.base}`, from: base, to: outcome.sha },
      { ref: headRef(number), to: head },
      { ref: baseRef(number), to: base },
      { ref: mergeRef(number), to: outcome.sha },
    ]);
    const merged = await markMerged(
      host,
      repository,
      pull,
      account.name,
      outcome.sha,
      base,
    );
    await announce(host, repository, merged, account, 'closed');
    if (options.deleteBranch)
      await deleteHead(host, repository, account, pull, head);
    return merged;
  });
}

async function mergeable(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  { expectedHead }: MergeOptions,
): Promise<{ head: string; base: string }> {
  if (pull.merged)
    throw new RequestError(
      405,
      `pull request ${pull.number} is merged already`,
    );
  if (pull.state === 'closed') {
    throw new RequestError(
      405,
      `pull request ${pull.number} is closed: open it again first`,
    );
  }
  const refs = await pullRefs(host, repository, pull);
  const conflicts = await pullConflicts(host, repository, refs);
  if (!conflicts) {
    throw new RequestError(
      405,
      `branch "${pull.head}" or "${pull.base}" does not exist any more`,
    );
  }
  if (conflicts.length > 0) throw inConflict(pull, conflicts);
  if (expectedHead && expectedHead !== refs.head) {
    throw conflict(
      `head out of date: "${pull.head}" is at ${refs.head}, not ${expectedHead}`,
    );
  }
  return { head: refs.head!, base: refs.base! };
}

function inConflict(pull: PullRecord, paths: string[]): RequestError {
  return new RequestError(
    405,
    `pull request ${pull.number} conflicts with "${pull.base}" in ${paths.join(
      ', ',
    )}: merge "${pull.base}" into "${
      pull.head
    }", settle the conflicts and push`,
  );
}

function mergeMessage(pull: PullRecord, options: MergeOptions): string {
  const standard =
    options.style === 'squash'
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.head} into ${pull.base}`;
  const title = options.title?.trim() || standard;
  return options.message?.trim()
    ? `${title}\n\n${options.message.trim()}`
    : title;
}

async function markMerged(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  by: string,
  sha: string,
  baseSha: string,
): Promise<PullRecord> {
  const at = host.clock().toISOString();
  const merged: PullRecord = {
    ...pull,
    state: 'closed',
    updatedAt: at,
    closedAt: at,
    merged: { by, at, sha, baseSha },
  };
  await savePull(repository, merged);
  return merged;
}

async function deleteHead(
  host: Host,
  repository: Repository,
  account: Account,
  pull: PullRecord,
  head: string,
): Promise<void> {
  if (pull.head === repository.defaultBranch) return;
  const ref = `refs/heads/${pull.head}`;
  await host.pushes.move(repository, account, [
    { ref, from: head, to: NO_COMMIT },
  ]);
}

/** Finishes merges whose commit is in Git while the record was not written before a kill. */
export async function completeMerges(host: Host): Promise<void> {
  for (const repository of host.repositories.list()) {
    const refs = await listRefs(host.git, repository.gitDir, 'refs/pull/');
    for (const { name, sha } of refs.filter(ref =>
      ref.name.endsWith('/merge'),
    )) {
      const number = Number(name.split('/')[0]);
      const pull = await getPull(repository, number);
      if (pull.merged) continue;
      const base = refs.find(ref => ref.name === `${number}/base`)?.sha ?? sha;
      const { committer } = await readCommit(host.git, repository.gitDir, sha);
      const by =
        host.accounts.findByEmail(committer.email)?.name ?? pull.author;
      await markMerged(host, repository, pull, by, sha, base);
      host.log.info(
        `${repository.name}: pull request ${number} was merged before the last stop`,
      );
    }
  }
}

/** Ids of comments are of the repository: those of a pull request begin at its number times this. */
const COMMENTS = 100_000;

/** Adds a comment. @throws RequestError 403 in an archived repository, 404, 422 when it is empty */
export async function commentPull(
  host: Host,
  name: string,
  number: number,
  account: Account,
  body: string,
): Promise<CommentRecord> {
  if (!body.trim()) throw invalid('body is empty: write a comment');
  return host.repositories.change(name, async repository => {
    host.rights.requireComment(account, repository);
    const pull = await getPull(repository, number);
    const now = host.clock().toISOString();
    const id = (pull.comments.at(-1)?.id ?? number * COMMENTS) + 1;
    const comment: CommentRecord = {
      id,
      author: account.name,
      body,
      createdAt: now,
    };
    await savePull(repository, {
      ...pull,
      updatedAt: now,
      comments: [...pull.comments, comment],
    });
    return comment;
  });
}

/** Writes a comment anew. @throws RequestError 404, 422 when it is empty */
export async function editComment(
  host: Host,
  name: string,
  id: number,
  account: Account,
  body: string,
): Promise<{ pull: PullRecord; comment: CommentRecord }> {
  if (!body.trim()) throw invalid('body is empty: write a comment');
  return host.repositories.change(name, async repository => {
    host.rights.requireWrite(account, repository);
    const pull = await getPull(repository, Math.floor(id / COMMENTS));
    const before = pull.comments.find(one => one.id === id);
    if (!before) throw notFound(`${name} has no comment ${id}`);
    const updatedAt = host.clock().toISOString();
    const comment: CommentRecord = { ...before, body, updatedAt };
    const comments = pull.comments.map(one => (one === before ? comment : one));
    await savePull(repository, { ...pull, updatedAt, comments });
    return { pull, comment };
  });
}

export type PullAction =
  | 'opened'
  | 'edited'
  | 'closed'
  | 'reopened'
  | 'synchronized';

/** Queues the `pull_request` webhooks. */
export async function announce(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  action: PullAction,
): Promise<void> {
  await host.hooks.queue(repository, 'pull_request', pull.base, async () => ({
    action,
    number: pull.number,
    pull_request: await presentPull(host, repository, pull),
    repository: presentRepository(host, repository),
    sender: presentUser(host, account.name),
  }));
}
