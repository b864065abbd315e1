import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import {
  applyEdits,
  requireUnchanged,
  type ReadText,
} from '../edits/applyEdits';
import type { CommitRequest, CommitResult } from '../GitRepository';
import { describeInTheWay, isOutdated } from './explainFailure';
import type { Mirror } from './Mirror';
import { pushWithRetry } from './pushWithRetry';
import { findByTrailer, type LoggedCommit } from './readLog';
import { readText } from './readText';
import { listTrailers, writeMessage } from './trailers';
import { writeCommit } from './writeCommit';

const readAt =
  (mirror: Mirror, sha: string): ReadText =>
  file =>
    readText(mirror, sha, file);

/** Where a commit goes. */
export interface CommitPlace {
  mirror: Mirror;
  clock: Clock;
  /** Branch it is built on. */
  from: string;
  /** Branch it is pushed to: the same one, or one that is new. */
  to: string;
}

/** Writes a commit unless one with its key is there already. */
export async function commitOnce(
  target: CommitPlace,
  request: CommitRequest,
): Promise<CommitResult> {
  const { mirror, clock, to } = target;
  const { signal } = request;
  const once = () => mirror.use(() => tryOnce(target, request));
  return pushWithRetry(clock, () => mirror.write(to, once, signal), signal);
}

async function tryOnce(
  target: CommitPlace,
  request: CommitRequest,
): Promise<CommitResult> {
  const { mirror, from, to } = target;
  const { signal, key } = request;
  const base = await mirror.head(from, signal);
  const there = to === from ? base : await mirror.findHead(to, signal);
  const own = there && (await findByTrailer(mirror, there, key));
  if (own) return describeOwn(mirror, own, request);
  if (there && to !== from) {
    throw new ConflictError(
      `${mirror.repository.pageUrl} has a branch "${to}" already, and it is not of this change: delete it or choose another name`,
    );
  }
  return writeAndPush(target, base, request);
}

async function writeAndPush(
  target: CommitPlace,
  base: string,
  request: CommitRequest,
): Promise<CommitResult> {
  const { mirror, clock } = target;
  const { key, edits, message, trailers = {}, author, expect } = request;
  const read = readAt(mirror, base);
  await requireUnchanged(read, expect ?? []);
  const { files, values } = await applyEdits(read, edits);
  if (files.size === 0) return { sha: base, base, values, created: false };
  const sha = await writeCommit(mirror, {
    parent: base,
    files,
    message: writeMessage(message, [key, ...listTrailers(trailers)]),
    author,
    at: clock.now(),
  });
  await push(target, sha, request.signal);
  return { sha, base, values, created: true };
}

/** Some hosts say only that they could not make a new branch: nobody is ahead on it, so something is in its way. */
async function push(
  { mirror, from, to }: CommitPlace,
  sha: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await mirror.push(sha, to, signal);
  } catch (error) {
    if (to === from || !isOutdated(error)) throw error;
    const there = await mirror.findInTheWay(to, signal);
    if (!there) throw error;
    const { pageUrl } = mirror.repository;
    throw new ConflictError(describeInTheWay(pageUrl, there, to), error);
  }
}

/** What the commit of an earlier try wrote. */
export async function describeOwn(
  mirror: Mirror,
  { sha, parent = sha }: LoggedCommit,
  { edits }: Pick<CommitRequest, 'edits'>,
): Promise<CommitResult> {
  const { values } = await applyEdits(readAt(mirror, parent), edits);
  return { sha, base: parent, values, created: false };
}
