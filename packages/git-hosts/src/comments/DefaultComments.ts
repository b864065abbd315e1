import { InputError } from '@backstage/errors';
import { notUnderstood } from '../http/failures';
import type { HostedRepository, HostPlace } from '../location/HostedRepository';
import type { Comments, OwnComment } from './Comments';

interface KnownComment {
  id: number;
  body: string;
}

/** The bare calls of one host's API. */
export interface CommentCalls {
  /** All of a pull request, or an error. */
  list(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<KnownComment[]>;
  create(
    repository: HostedRepository,
    number: number,
    body: string,
    signal?: AbortSignal,
  ): Promise<unknown>;
  edit(
    repository: HostedRepository,
    known: { id: number; number: number },
    body: string,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** What is the same on every host. */
export class DefaultComments implements Comments {
  readonly #calls: CommentCalls;

  constructor(calls: CommentCalls) {
    this.#calls = calls;
  }

  async has(
    repository: HostedRepository,
    number: number,
    marker: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    return Boolean(await this.#find(repository, { number, marker }, signal));
  }

  async put(
    repository: HostedRepository,
    number: number,
    { marker, body }: OwnComment,
    signal?: AbortSignal,
  ): Promise<void> {
    if (!marker || !body.includes(marker)) {
      throw new InputError(
        'body of the comment lacks its marker: it would not be found again',
      );
    }
    const known = await this.#find(repository, { number, marker }, signal);
    if (!known) {
      await this.#calls.create(repository, number, body, signal);
    } else if (known.body !== body) {
      const place = { id: known.id, number };
      await this.#calls.edit(repository, place, body, signal);
    }
  }

  /** The first: what somebody has copied from it comes later. */
  async #find(
    repository: HostedRepository,
    { number, marker }: { number: number; marker: string },
    signal?: AbortSignal,
  ): Promise<KnownComment | undefined> {
    const all = await this.#calls.list(repository, number, signal);
    return all
      .filter(({ body }) => body.includes(marker))
      .sort((a, b) => a.id - b.id)[0];
  }
}

/** Lists comments. */
export const comments = (place: HostPlace) => ({
  what: 'a list of comments',
  present: (item: unknown) => presentComment(place, item),
  keyOf: ({ id }: KnownComment) => id,
});

/** @throws when it is none */
export function presentComment(
  place: HostPlace,
  answer: unknown,
): KnownComment {
  const { id, body } = (answer ?? {}) as { id?: unknown; body?: unknown };
  if (typeof id !== 'number' || typeof body !== 'string') {
    throw notUnderstood(place, 'a comment');
  }
  // Hosts keep ends of lines as they came from a browser.
  return { id, body: body.replaceAll('\r\n', '\n') };
}
