import { notUnderstood } from '../http/failures';
import type { PullCalls } from '../pulls/DefaultPullRequests';
import { pathsOf, presentChanges, presentPull } from '../pulls/presentPull';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

export const githubPulls = ({ ask, list }: GithubLine): PullCalls => ({
  /** GitHub filters by branch, and by whose it is. */
  async newest(repository, { head, base }, signal) {
    const { data } = await ask(repository, signal, octokit =>
      octokit.request('GET /repos/{owner}/{repo}/pulls', {
        ...repoOf(repository),
        head: `${repository.owner}:${head}`,
        base,
        state: 'all',
      }),
    );
    if (!Array.isArray(data)) {
      throw notUnderstood(repository, 'a list of pull requests');
    }
    const [newest] = data;
    return newest && presentPull(repository, newest);
  },

  async create(repository, { head, base, title, body }, signal) {
    const wanted = { ...repoOf(repository), head, base, title, body };
    const { data } = await ask(repository, signal, octokit =>
      octokit.request('POST /repos/{owner}/{repo}/pulls', wanted),
    );
    return presentPull(repository, data);
  },

  async get(repository, number, signal) {
    const wanted = { ...repoOf(repository), pull_number: number };
    const { data } = await ask(repository, signal, octokit =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', wanted),
    );
    return presentPull(repository, data);
  },

  async changes(repository, number, signal) {
    const wanted = { ...repoOf(repository), pull_number: number };
    const { data } = await ask(repository, signal, octokit =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', wanted),
    );
    const files = await list(repository, signal, {
      what: 'a list of changed files',
      page: async (octokit, page) => {
        const answer = await octokit.request(
          'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
          { ...wanted, per_page: PAGE_SIZE, page },
        );
        return answer.data;
      },
      present: item => pathsOf(repository, item),
      keyOf: ({ filename }) => filename,
    });
    // GitHub tells of 3,000 at the most.
    const isWhole = files.length >= (data.changed_files ?? 0);
    return {
      ...presentChanges(repository, data),
      files: isWhole ? files.flatMap(({ paths }) => paths) : undefined,
    };
  },

  async close(repository, number, signal) {
    const { data } = await ask(repository, signal, octokit =>
      octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...repoOf(repository),
        pull_number: number,
        state: 'closed',
      }),
    );
    return presentPull(repository, data);
  },
});
