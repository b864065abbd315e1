import { InputError } from '@backstage/errors';
import { createCall, readAnswer, type CallHost } from './callHost';
import type { GitRemote } from './GitHosts';
import type { NewRepository, RepositoryApi } from './RepositoryApi';

const HEADERS = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

/** The calls of GitHub's REST API that publishing needs. */
export class GithubApi implements RepositoryApi {
  readonly #remote: GitRemote;
  readonly #call: CallHost;

  constructor(remote: GitRemote, signal?: AbortSignal) {
    this.#remote = remote;
    this.#call = createCall(remote, HEADERS, signal);
  }

  async find() {
    const { owner, repo } = this.#remote;
    const response = await this.#call('GET', `/repos/${owner}/${repo}`);
    if (response.status === 404) return undefined;
    const found = await readAnswer(this.#remote, response);
    // GitHub sends requests for an old name on to the repository that had it.
    if (found.name.toLowerCase() !== repo.toLowerCase()) return undefined;
    return { description: found.description ?? '' };
  }

  async create({ description, visibility }: NewRepository) {
    const { baseUrl, owner, repo } = this.#remote;
    const response = await this.#call('POST', `/orgs/${owner}/repos`, {
      name: repo,
      description,
      // Both: an older GitHub Enterprise reads only the first.
      private: visibility !== 'public',
      visibility,
    });
    if (response.status === 404) {
      throw new InputError(
        `${baseUrl} has no organisation "${owner}" in which the portal may create repositories: check the name and the entry under integrations.github`,
      );
    }
    if (response.status === 422 && (await saysTaken(response.clone())))
      return false;
    await readAnswer(this.#remote, response);
    return true;
  }
}

async function saysTaken(response: Response): Promise<boolean> {
  const { errors = [] } = await response.json();
  return errors.some((one: { message?: string }) =>
    /already exists/.test(one.message ?? ''),
  );
}
