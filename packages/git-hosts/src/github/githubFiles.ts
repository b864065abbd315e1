import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import { repoOf, type GithubLine } from './githubLine';

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
});
