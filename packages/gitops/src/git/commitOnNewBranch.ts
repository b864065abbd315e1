import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { CommitRequest, CommitResult } from '../GitRepository';
import { describeInTheWay, isOutdated } from './explainFailure';
import { describeOwn, makeCommit } from './makeCommit';
import type { Mirror } from './Mirror';
import { pushWithRetry } from './pushWithRetry';
import { findByTrailer } from './readLog';

/** Where a commit goes that is to be proposed. */
export interface NewBranch {
  mirror: Mirror;
  clock: Clock;
  /** Branch it is built on. */
  from: string;
  /** Branch it is pushed to. */
  to: string;
}

/** Writes a commit to a branch of its own, unless one with its key is there already. */
export async function commitOnNewBranch(
  target: NewBranch,
  request: CommitRequest,
): Promise<CommitResult> {
  const { mirror, clock, to } = target;
  const { signal } = request;
  const once = () => mirror.use(() => tryOnce(target, request));
  return pushWithRetry(clock, () => mirror.write(to, once, signal), signal);
}

async function tryOnce(
  target: NewBranch,
  request: CommitRequest,
): Promise<CommitResult> {
  const { mirror, from, to } = target;
  const { signal, key } = request;
  const base = await mirror.head(from, signal);
  const there = await mirror.findHead(to, signal);
  const own = there && (await findByTrailer(mirror, there, key));
  if (own) return describeOwn(mirror, own, request);
  if (there) {
    throw new ConflictError(
      `${mirror.repository.pageUrl} has a branch "${to}" already, and it is not of this change: delete it or choose another name`,
    );
  }
  const made = await makeCommit(target, base, request);
  if (made.created) await push(target, made.sha, signal);
  return made;
}

/** Some hosts say only that they could not make a new branch: nobody is ahead on it, so something is in its way. */
async function push(
  { mirror, to }: NewBranch,
  sha: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await mirror.push(sha, to, signal);
  } catch (error) {
    if (!isOutdated(error)) throw error;
    const there = await mirror.findInTheWay(to, signal);
    if (!there) throw error;
    const { pageUrl } = mirror.repository;
    throw new ConflictError(describeInTheWay(pageUrl, there, to), error);
  }
}
