import { MergeRequests } from '@gitbeaker/rest';
import type { PullChanges, PullRequest } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

/** GitLab calls them merge requests. */
export const gitlabPulls = ({ ask, list }: GitlabLine): PullCalls => ({
  /** GitLab filters by branch, and counts the branches of forks in. */
  async newest(repository, { head, base }, signal) {
    const answers: unknown = await ask(repository, signal, options =>
      new MergeRequests(options).all({
        projectId: projectOf(repository),
        sourceBranch: head,
        targetBranch: base,
        orderBy: 'created_at',
        sort: 'desc',
        perPage: PAGE_SIZE,
      }),
    );
    if (!Array.isArray(answers)) {
      throw notUnderstood(repository, 'a list of merge requests');
    }
    const own = (answers as Answer[]).find(
      one => one?.source_project_id === one?.target_project_id,
    );
    return own && present(repository, own);
  },

  async create(repository, { head, base, title, body }, signal) {
    const project = projectOf(repository);
    const more = { description: body };
    const answer = await ask(repository, signal, options =>
      new MergeRequests(options).create(project, head, base, title, more),
    );
    return present(repository, answer);
  },

  async get(repository, number, signal) {
    const answer = await ask(repository, signal, options =>
      new MergeRequests(options).show(projectOf(repository), number),
    );
    return present(repository, answer);
  },

  async changes(repository, number, signal) {
    const project = projectOf(repository);
    const answer = await ask(repository, signal, options =>
      new MergeRequests(options).show(project, number),
    );
    const files = await list(repository, signal, {
      what: 'a list of changed files',
      page: (options, page) =>
        new MergeRequests(options).allDiffs(project, number, {
          page,
          perPage: PAGE_SIZE,
        }),
      present: item => pathsOf(repository, item),
      keyOf: ({ key }) => key,
    });
    return {
      ...presentChanges(repository, answer),
      files: files.flatMap(({ paths }) => paths),
    };
  },

  async close(repository, number, signal) {
    const project = projectOf(repository);
    const answer = await ask(repository, signal, options =>
      new MergeRequests(options).edit(project, number, { stateEvent: 'close' }),
    );
    return present(repository, answer);
  },
});

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
  target_branch?: unknown;
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

function presentChanges(
  repository: HostedRepository,
  answer: object | null,
): Omit<PullChanges, 'files'> {
  const { state, head } = present(repository, answer);
  const told = (answer ?? {}) as Answer;
  const { target_branch: base, source_project_id: source } = told;
  if (typeof base !== 'string' || typeof told.target_project_id !== 'number') {
    throw notUnderstood(repository, 'a merge request');
  }
  const isFromFork = source !== told.target_project_id;
  return { head, base, isOpen: state === 'open', isFromFork };
}

/** @throws when it is no changed file */
function pathsOf(repository: HostedRepository, answer: unknown) {
  const { old_path: before, new_path: after } = (answer ?? {}) as {
    old_path?: unknown;
    new_path?: unknown;
  };
  if (typeof before !== 'string' || typeof after !== 'string') {
    throw notUnderstood(repository, 'a changed file');
  }
  return { key: `${before}\0${after}`, paths: [...new Set([before, after])] };
}
