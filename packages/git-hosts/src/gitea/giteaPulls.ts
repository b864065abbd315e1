import type { PullRequest as Answer } from 'gitea-js';
import { notUnderstood } from '../http/failures';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { pathsOf, presentChanges, presentPull } from '../pulls/presentPull';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

const PAGES = 20;

export const giteaPulls = ({ ask, list }: GiteaLine): PullCalls => ({
  /** Gitea has no filter: the thousand that changed last are looked at. */
  async newest(repository, { head }, signal) {
    const { owner, name } = repository;
    const query = { state: 'all', sort: 'recentupdate' } as const;
    for (let page = 1; page <= PAGES; page++) {
      const { data } = await ask(repository, signal, ({ repos }) =>
        repos.repoListPullRequests(owner, name, {
          ...query,
          page,
          limit: PAGE_SIZE,
        }),
      );
      if (!Array.isArray(data)) {
        throw notUnderstood(repository, 'a list of pull requests');
      }
      // `ref` becomes refs/pull/… when the branch is deleted; `label` stays.
      const found = data.find(
        pull => pull.head?.label === head && !isFromFork(pull),
      );
      if (found) return presentPull(repository, found);
      if (data.length === 0) return undefined;
    }
    return undefined;
  },

  async create(repository, pull, signal) {
    const { owner, name } = repository;
    const { data } = await ask(repository, signal, ({ repos }) =>
      repos.repoCreatePullRequest(owner, name, pull),
    );
    return presentPull(repository, data);
  },

  async get(repository, number, signal) {
    const { owner, name } = repository;
    const { data } = await ask(repository, signal, ({ repos }) =>
      repos.repoGetPullRequest(owner, name, number),
    );
    return presentPull(repository, data);
  },

  async changes(repository, number, signal) {
    const { owner, name } = repository;
    const { data } = await ask(repository, signal, ({ repos }) =>
      repos.repoGetPullRequest(owner, name, number),
    );
    const files = await list(repository, signal, {
      what: 'a list of changed files',
      page: async ({ repos }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await repos.repoGetPullRequestFiles(owner, name, number, query))
          .data;
      },
      present: item => pathsOf(repository, item),
      keyOf: ({ filename }) => filename,
    });
    return {
      ...presentChanges(repository, data),
      files: files.flatMap(({ paths }) => paths),
    };
  },

  async close(repository, number, signal) {
    const { owner, name } = repository;
    const { data } = await ask(repository, signal, ({ repos }) =>
      repos.repoEditPullRequest(owner, name, number, { state: 'closed' }),
    );
    return presentPull(repository, data);
  },
});

/** A branch of the same name in a copy of the repository is another branch. */
function isFromFork({ head, base }: Answer): boolean {
  return head?.repo_id !== base?.repo_id;
}
