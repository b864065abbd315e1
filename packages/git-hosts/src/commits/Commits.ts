import { notUnderstood } from '../http/failures';
import type { FilePlace } from '../GitHost';
import type { HostedRepository, HostPlace } from '../location/HostedRepository';

/** A commit as its host tells it. */
export interface HostedCommit {
  /** The whole of it. */
  sha: string;
  /** Name of who wrote it, as the commit says it: anybody may write any. */
  author: string;
}

/** Of the commits of a repository. */
export interface Commits {
  /**
   * The newest of a ref; with a path, the newest that changed that file, also the one that removed it.
   * @returns undefined when the host says that there is none, or no such ref or repository
   */
  newest(
    repository: HostedRepository,
    place: Partial<FilePlace>,
    signal?: AbortSignal,
  ): Promise<HostedCommit | undefined>;
}

/** The fields in which the hosts tell of a commit; GitLab has `id` and `author_name`. */
interface Answer {
  sha?: unknown;
  id?: unknown;
  author_name?: unknown;
  commit?: { author?: { name?: unknown } };
}

/** The first of a list of commits. @throws when it is none */
export function firstCommit(
  place: HostPlace,
  answer: unknown,
): HostedCommit | undefined {
  if (!Array.isArray(answer)) throw notUnderstood(place, 'a list of commits');
  const [first] = answer as (Answer | null)[];
  if (first === undefined) return undefined;
  const sha = first?.sha ?? first?.id;
  const author = first?.commit?.author?.name ?? first?.author_name;
  if (typeof sha !== 'string' || typeof author !== 'string') {
    throw notUnderstood(place, 'a commit');
  }
  return { sha, author };
}
