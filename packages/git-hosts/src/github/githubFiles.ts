import { readContent } from '../files/readContent';
import { readNames } from '../files/readNames';
import { requireFolder, requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import { repoOf, type GithubLine } from './githubLine';

/** How much of a folder GitHub tells. */
const MOST_TOLD = 1_000;

export const githubFiles = ({ ask }: GithubLine): Files => ({
  async read(repository, { path, ref }, signal) {
    const response = await ifThere(
      ask(repository, signal, async octokit =>
        octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
          ...repoOf(repository),
          path: requirePath(path),
          ...(ref && { ref }),
        }),
      ),
    );
    return response && readContent(repository, path, response.data);
  },
  async list(repository, { path, ref }, signal) {
    const response = await ifThere(
      ask(repository, signal, async octokit =>
        octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
          ...repoOf(repository),
          path: requireFolder(path),
          ...(ref && { ref }),
        }),
      ),
    );
    return (
      response &&
      readNames(repository, path, { answer: response.data, most: MOST_TOLD })
    );
  },
});
