import { requireSha, type CommitStatuses } from '../statuses/CommitStatuses';
import { newestOf, statuses } from '../statuses/presentStatus';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

/** GitHub refuses what is longer. */
const LONGEST = 140;

export const githubStatuses = ({ ask, list }: GithubLine): CommitStatuses => ({
  async set(repository, sha, { url, description, ...status }, signal) {
    const wanted = {
      ...repoOf(repository),
      ...status,
      sha: requireSha(sha),
      description: shorten(description),
      ...(url && { target_url: url }),
    };
    await ask(repository, signal, octokit =>
      octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', wanted),
    );
  },

  async list(repository, sha, signal) {
    const query = {
      ...repoOf(repository),
      ref: requireSha(sha),
      per_page: PAGE_SIZE,
    };
    const all = await list(repository, signal, {
      ...statuses(repository),
      page: async (octokit, page) => {
        const { data } = await octokit.request(
          'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
          { ...query, page },
        );
        return data;
      },
    });
    return newestOf(all);
  },
});

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
