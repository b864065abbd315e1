import { type Account, readCommit } from '@towpath/sandbox-kit';
import { conflict, RequestError } from '../errors.ts';
import { computeMerge, type MergeStyle } from '../git/merge.ts';
import { listRefs, NO_COMMIT } from '../git/refs.ts';
import type { Host } from '../host.ts';
import { getPull, savePull } from '../store/pulls.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import type { PullRecord } from '../types.ts';
import { announcePull } from './announcePull.ts';
import { personOf } from './personOf.ts';
import { headRef, pullConflicts, pullRefs } from './pullRefs.ts';

const mergeRef = (number: number) => `refs/pull/${number}/merge`;
const baseRef = (number: number) => `refs/pull/${number}/base`;

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
    await announcePull(host, repository, merged, account, 'closed');
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
