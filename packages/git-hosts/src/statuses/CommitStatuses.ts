import { InputError } from '@backstage/errors';
import type { HostedRepository } from '../location/HostedRepository';

export type CommitState = 'pending' | 'success' | 'failure' | 'error';

/** What somebody says about a commit. */
export interface CommitStatus {
  /** Who says it, as `towpath/plan`. */
  context: string;
  state: CommitState;
  /** One line. */
  description: string;
  /** Of the page that tells the rest. */
  url?: string;
}

/** Of the commits of a repository. What GitHub calls checks is not among them. */
export interface CommitStatuses {
  /**
   * Says it, in the place of what the same context said before. A host may keep the beginning of the description only.
   * @param sha the whole of it
   */
  set(
    repository: HostedRepository,
    sha: string,
    status: CommitStatus,
    signal?: AbortSignal,
  ): Promise<void>;
  /** The newest of each context. */
  list(
    repository: HostedRepository,
    sha: string,
    signal?: AbortSignal,
  ): Promise<CommitStatus[]>;
}

/** @throws InputError for what is not a whole commit id: a branch moves, and another text leads elsewhere in the API */
export function requireSha(sha: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha)) return sha;
  throw new InputError(`sha "${sha}" is no commit: write all of its id`);
}
