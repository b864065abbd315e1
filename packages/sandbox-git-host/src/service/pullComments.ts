import type { Account } from '@towpath/sandbox-kit';
import { invalid, notFound } from '../errors.ts';
import type { Host } from '../host.ts';
import { getPull, savePull } from '../store/pulls.ts';
import type { CommentRecord, PullRecord } from '../types.ts';

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
