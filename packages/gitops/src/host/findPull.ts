import { callHost, readAnswer } from './callHost';
import type { HostedRepository } from './HostedRepository';
import type { FindPull, PullAnswer } from './PullRequests';

const PAGE_SIZE = 50;
const PAGES = 20;

async function list(
  repository: HostedRepository,
  query: Record<string, string>,
  signal?: AbortSignal,
): Promise<PullAnswer[]> {
  const path = `/pulls?${new URLSearchParams(query)}`;
  const response = await callHost(repository, { method: 'GET', path, signal });
  return readAnswer(repository, response);
}

/** GitHub filters by branch. */
const findOnGithub: FindPull = async (repository, head, base, signal) => {
  const query = { head: `${repository.owner}:${head}`, base, state: 'all' };
  const [newest] = await list(repository, query, signal);
  return newest;
};

/** Gitea has no filter: the thousand that changed last are looked at. */
const findOnGitea: FindPull = async (repository, head, _base, signal) => {
  for (let page = 1; page <= PAGES; page++) {
    const query = { state: 'all', sort: 'recentupdate', limit: `${PAGE_SIZE}` };
    const pulls = await list(repository, { ...query, page: `${page}` }, signal);
    // `ref` becomes refs/pull/… when the branch is deleted; `label` stays.
    const found = pulls.find(pull => pull.head.label === head);
    if (found || pulls.length === 0) return found;
  }
  return undefined;
};

export const findPull = { gitea: findOnGitea, github: findOnGithub };
