import type { Clock } from '@towpath/clock';
import {
  applyEdits,
  requireUnchanged,
  type ReadText,
} from '../edits/applyEdits';
import type { CommitRequest, CommitResult } from '../GitRepository';
import type { Mirror } from './Mirror';
import type { LoggedCommit } from './readLog';
import { readText } from './readText';
import { listTrailers, writeMessage } from './trailers';
import { writeCommit } from './writeCommit';

const readAt =
  (mirror: Mirror, sha: string): ReadText =>
  file =>
    readText(mirror, sha, file);

/** Makes the commit of a request on top of another, in the mirror only; `sha` is `base` when everything is so already. */
export async function makeCommit(
  { mirror, clock }: { mirror: Mirror; clock: Clock },
  base: string,
  request: CommitRequest,
): Promise<CommitResult> {
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
  return { sha, base, values, created: true };
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
