import { MergeRequests } from '@gitbeaker/rest';
import type { Branches, NewPullRequest, PullRequest } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { gitlabOptions, projectOf } from './gitlabOptions';

const PAGE_SIZE = 100;

/** GitLab calls them merge requests. */
export class GitlabPulls implements PullCalls {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  /** GitLab filters by branch, and counts the branches of forks in. */
  async newest(
    repository: HostedRepository,
    { head, base }: Branches,
    signal?: AbortSignal,
  ): Promise<PullRequest | undefined> {
    const answers: unknown = await this.#client(repository, signal).all({
      projectId: projectOf(repository),
      sourceBranch: head,
      targetBranch: base,
      orderBy: 'created_at',
      sort: 'desc',
      perPage: PAGE_SIZE,
    });
    if (!Array.isArray(answers)) {
      throw notUnderstood(repository, 'a list of merge requests');
    }
    const own = (answers as Answer[]).find(
      one => one?.source_project_id === one?.target_project_id,
    );
    return own && present(repository, own);
  }

  async create(
    repository: HostedRepository,
    { head, base, title, body }: NewPullRequest,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const project = projectOf(repository);
    const options = { description: body };
    const answer = await this.#client(repository, signal).create(
      project,
      head,
      base,
      title,
      options,
    );
    return present(repository, answer);
  }

  async get(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const project = projectOf(repository);
    const client = this.#client(repository, signal);
    return present(repository, await client.show(project, number));
  }

  async close(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest> {
    const project = projectOf(repository);
    const client = this.#client(repository, signal);
    const closed = { stateEvent: 'close' } as const;
    return present(repository, await client.edit(project, number, closed));
  }

  #client(repository: HostedRepository, signal?: AbortSignal) {
    return new MergeRequests(gitlabOptions(this.#open, repository, signal));
  }
}

/** The fields of the API's answer that are read; the library's own types differ from call to call. */
interface Answer {
  iid?: unknown;
  web_url?: unknown;
  state?: unknown;
  sha?: unknown;
  merge_commit_sha?: unknown;
  squash_commit_sha?: unknown;
  source_project_id?: unknown;
  target_project_id?: unknown;
}

const STATES = new Map<unknown, PullRequest['state']>([
  ['opened', 'open'],
  // While it is being merged.
  ['locked', 'open'],
  ['merged', 'merged'],
  ['closed', 'closed'],
]);

function present(
  repository: HostedRepository,
  answer: object | null,
): PullRequest {
  const told = (answer ?? {}) as Answer;
  const { iid: number, web_url: url, sha: head } = told;
  const state = STATES.get(told.state);
  if (
    typeof number !== 'number' ||
    typeof url !== 'string' ||
    typeof head !== 'string' ||
    !state
  ) {
    throw notUnderstood(repository, 'a merge request');
  }
  // A fast-forward has no commit of its own: the branch's newest is in the other branch then.
  const merge = told.merge_commit_sha || told.squash_commit_sha || head;
  const mergeCommit = state === 'merged' ? String(merge) : undefined;
  return { number, url, state, head, mergeCommit };
}
