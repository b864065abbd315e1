import { firstCommit, type Commits } from '../commits/Commits';
import { requirePath } from '../files/requirePath';
import { ifThere } from '../http/ifThere';
import { repoOf, type GithubLine } from './githubLine';

export const githubCommits = ({ ask }: GithubLine): Commits => ({
  async newest(repository, { path, ref }, signal) {
    const query = {
      ...repoOf(repository),
      ...(path !== undefined && { path: requirePath(path) }),
      per_page: 1,
      ...(ref && { sha: ref }),
    };
    const response = await ifThere(
      ask(repository, signal, octokit =>
        octokit.request('GET /repos/{owner}/{repo}/commits', query),
      ),
    );
    return response && firstCommit(repository, response.data);
  },
});
