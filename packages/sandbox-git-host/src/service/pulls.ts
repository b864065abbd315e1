import type { Account } from '@towpath/sandbox-kit';
import { conflict, invalid, notFound } from '../errors.ts';
import { isAncestor } from '../git/history.ts';
import { listRefs, updateRefs } from '../git/refs.ts';
import type { Host } from '../host.ts';
import {
  getPull,
  listPulls,
  nextPullNumber,
  savePull,
} from '../store/pulls.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import type { PullRecord } from '../types.ts';
import { announcePull, type PullAction } from './announcePull.ts';
import { headRef, pullRefs } from './pullRefs.ts';

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
    await announcePull(host, repository, pull, account, 'opened');
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
    await announcePull(
      host,
      repository,
      pull,
      account,
      editAction(before, pull),
    );
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
