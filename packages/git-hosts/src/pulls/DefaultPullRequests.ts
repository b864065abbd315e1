import { ConflictError } from '@backstage/errors';
import { failureOf } from '../http/failures';
import type { NewPullRequest, PullRequest, PullRequests } from '../GitHost';
import type { HostedRepository } from '../location/HostedRepository';

/** The bare calls of one host's API, which know nothing of what came in between. */
export interface PullCalls
  extends Pick<PullRequests, 'get' | 'changes' | 'close'> {
  newest: PullRequests['find'];
  create: PullRequests['open'];
}

/** What is the same on every host. */
export class DefaultPullRequests implements PullRequests {
  readonly #calls: PullCalls;

  constructor(calls: PullCalls) {
    this.#calls = calls;
  }

  find: PullRequests['find'] = (repository, branches, signal) =>
    this.#calls.newest(repository, branches, signal);

  get: PullRequests['get'] = (repository, number, signal) =>
    this.#calls.get(repository, number, signal);

  changes: PullRequests['changes'] = (repository, number, signal) =>
    this.#calls.changes(repository, number, signal);

  async open(
    repository: HostedRepository,
    pull: NewPullRequest,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    try {
      return await this.#calls.create(repository, pull, signal);
    } catch (error) {
      if (failureOf(error)?.ending !== 'refused') throw error;
      const existing = await this.find(repository, pull, signal);
      if (existing) return existing;
      throw error;
    }
  }

  async close(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const pull = await this.get(repository, number, signal);
    if (pull.state === 'closed') return pull;
    if (pull.state === 'merged') {
      throw new ConflictError(`${pull.url} is merged: it cannot be closed`);
    }
    return this.#calls.close(repository, number, signal);
  }
}
