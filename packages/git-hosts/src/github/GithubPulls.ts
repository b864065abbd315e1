import type { Octokit } from '@octokit/core';
import type { Branches, NewPullRequest, PullRequest } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { presentPull } from '../pulls/presentPull';
import { askGithub } from './askGithub';

export class GithubPulls implements PullCalls {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  /** GitHub filters by branch, and by whose it is. */
  async newest(
    repository: HostedRepository,
    { head, base }: Branches,
    signal?: AbortSignal,
  ): Promise<PullRequest | undefined> {
    const { owner, name: repo } = repository;
    const query = { head: `${owner}:${head}`, base, state: 'all' } as const;
    const pulls = await this.#ask(repository, signal, octokit =>
      octokit.request('GET /repos/{owner}/{repo}/pulls', {
        owner,
        repo,
        ...query,
      }),
    );
    if (!Array.isArray(pulls)) {
      throw notUnderstood(repository, 'a list of pull requests');
    }
    const [newest] = pulls;
    return newest && presentPull(repository, newest);
  }

  async create(
    repository: HostedRepository,
    { head, base, title, body }: NewPullRequest,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name: repo } = repository;
    const wanted = { owner, repo, head, base, title, body };
    const opened = await this.#ask(repository, signal, octokit =>
      octokit.request('POST /repos/{owner}/{repo}/pulls', wanted),
    );
    return presentPull(repository, opened);
  }

  async get(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name: repo } = repository;
    const wanted = { owner, repo, pull_number: number };
    const found = await this.#ask(repository, signal, octokit =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', wanted),
    );
    return presentPull(repository, found);
  }

  async close(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const { owner, name: repo } = repository;
    const closed = {
      owner,
      repo,
      pull_number: number,
      state: 'closed',
    } as const;
    const answer = await this.#ask(repository, signal, octokit =>
      octokit.request(
        'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
        closed,
      ),
    );
    return presentPull(repository, answer);
  }

  async #ask<T>(
    place: HostedRepository,
    signal: AbortSignal | undefined,
    call: (octokit: Octokit) => Promise<{ data: T }>,
  ): Promise<T> {
    return (await askGithub(this.#open, { place, signal }, call)).data;
  }
}
