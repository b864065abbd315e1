import { ConflictError } from '@backstage/errors';
import { callHost, readAnswer } from './callHost';
import type { HostedRepository } from './HostedRepository';

/** A pull request as its host tells it now. */
export interface PullRequest {
  number: number;
  url: string;
  state: 'open' | 'merged' | 'closed';
  /** Newest commit of its branch. */
  head: string;
  /** The commit that brought it into the branch, when it is merged. */
  mergeCommit?: string;
}

export interface NewPullRequest {
  /** Branch that is to be merged. */
  head: string;
  /** Branch it goes into. */
  base: string;
  title: string;
  body: string;
}

/** The fields that Gitea and GitHub answer alike. */
export interface PullAnswer {
  number: number;
  html_url: string;
  state: 'open' | 'closed';
  merged_at?: string | null;
  merge_commit_sha?: string | null;
  head: { label: string; ref: string; sha: string };
}

/** Finds the newest pull request from one branch into another, in any state. */
export type FindPull = (
  repository: HostedRepository,
  head: string,
  base: string,
  signal?: AbortSignal,
) => Promise<PullAnswer | undefined>;

/** Pull requests of one repository. */
export class PullRequests {
  readonly #repository: HostedRepository;
  readonly #find: FindPull;

  constructor(repository: HostedRepository, find: FindPull) {
    this.#repository = repository;
    this.#find = find;
  }

  async find(head: string, base: string, signal?: AbortSignal) {
    const found = await this.#find(this.#repository, head, base, signal);
    return found && presentPull(found);
  }

  /** Opens one, or answers the one that somebody opened for this branch in between. */
  async open(pull: NewPullRequest, signal?: AbortSignal): Promise<PullRequest> {
    try {
      return await this.#call('POST', '/pulls', pull, signal);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const existing = await this.find(pull.head, pull.base, signal);
      if (existing) return existing;
      throw error;
    }
  }

  /** @throws NotFoundError */
  get(number: number): Promise<PullRequest> {
    return this.#call('GET', `/pulls/${number}`);
  }

  /** Closes one that is open; one that is closed stays so. @throws ConflictError when it is merged */
  async close(number: number): Promise<PullRequest> {
    const pull = await this.get(number);
    if (pull.state === 'closed') return pull;
    if (pull.state === 'merged') {
      throw new ConflictError(`${pull.url} is merged: it cannot be closed`);
    }
    return this.#call('PATCH', `/pulls/${number}`, { state: 'closed' });
  }

  async #call(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const call = { method, path, body, signal };
    const response = await callHost(this.#repository, call);
    return presentPull(await readAnswer(this.#repository, response));
  }
}

function presentPull(answer: PullAnswer): PullRequest {
  const isMerged = Boolean(answer.merged_at);
  return {
    number: answer.number,
    url: answer.html_url,
    state: isMerged ? 'merged' : answer.state,
    head: answer.head.sha,
    // GitHub names a trial merge here while one is open.
    mergeCommit: (isMerged && answer.merge_commit_sha) || undefined,
  };
}
