import type { PullRequest as Answer } from 'gitea-js';
import type { Branches, NewPullRequest, PullRequest } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { presentPull } from '../pulls/presentPull';
import { giteaApi } from './giteaApi';

const PAGE_SIZE = 50;
const PAGES = 20;

export class GiteaPulls implements PullCalls {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  /** Gitea has no filter: the thousand that changed last are looked at. */
  async newest(
    repository: HostedRepository,
    { head }: Branches,
    signal?: AbortSignal,
  ): Promise<PullRequest | undefined> {
    for (let page = 1; page <= PAGES; page++) {
      const pulls = await this.#page(repository, page, signal);
      // `ref` becomes refs/pull/… when the branch is deleted; `label` stays.
      const found = pulls.find(
        pull => pull.head?.label === head && !isFromFork(pull),
      );
      if (found) return presentPull(repository, found);
      if (pulls.length === 0) return undefined;
    }
    return undefined;
  }

  async create(
    repository: HostedRepository,
    pull: NewPullRequest,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name } = repository;
    const { repos } = giteaApi(this.#open, repository, signal);
    const { data } = await repos.repoCreatePullRequest(owner, name, pull);
    return presentPull(repository, data);
  }

  async get(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name } = repository;
    const { repos } = giteaApi(this.#open, repository, signal);
    const { data } = await repos.repoGetPullRequest(owner, name, number);
    return presentPull(repository, data);
  }

  async close(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name } = repository;
    const { repos } = giteaApi(this.#open, repository, signal);
    const closed = { state: 'closed' };
    const { data } = await repos.repoEditPullRequest(
      owner,
      name,
      number,
      closed,
    );
    return presentPull(repository, data);
  }

  async #page(
    repository: HostedRepository,
    page: number,
    signal?: AbortSignal,
  ): Promise<Answer[]> {
    const { owner, name } = repository;
    const { repos } = giteaApi(this.#open, repository, signal);
    const { data } = await repos.repoListPullRequests(owner, name, {
      state: 'all',
      sort: 'recentupdate',
      page,
      limit: PAGE_SIZE,
    });
    if (!Array.isArray(data)) {
      throw notUnderstood(repository, 'a list of pull requests');
    }
    return data;
  }
}

/** A branch of the same name in a copy of the repository is another branch. */
function isFromFork({ head, base }: Answer): boolean {
  return head?.repo_id !== base?.repo_id;
}
