import { InputError } from '@backstage/errors';
import { createCall, readAnswer, type CallHost } from './callHost';
import type { GitRemote } from './GitHosts';
import type { NewRepository, RepositoryApi } from './RepositoryApi';

/** The calls of Gitea's API that publishing needs. */
export class GiteaApi implements RepositoryApi {
  readonly #remote: GitRemote;
  readonly #call: CallHost;

  constructor(remote: GitRemote, signal?: AbortSignal) {
    this.#remote = remote;
    this.#call = createCall(remote, {}, signal);
  }

  async find() {
    const { owner, repo } = this.#remote;
    const response = await this.#call('GET', `/repos/${owner}/${repo}`);
    if (response.status === 404) return undefined;
    const { description } = await readAnswer(this.#remote, response);
    return { description: description ?? '' };
  }

  async create({ description, visibility }: NewRepository) {
    const { baseUrl, owner, repo } = this.#remote;
    if (visibility === 'internal') {
      throw new InputError(
        `visibility "internal" is GitHub's: on ${baseUrl} use private or public`,
      );
    }
    const response = await this.#call('POST', `/orgs/${owner}/repos`, {
      name: repo,
      description,
      private: visibility === 'private',
      default_branch: 'main',
    });
    if (response.status === 409) return false;
    if (response.status === 404)
      throw new InputError(`${baseUrl} has no organisation "${owner}"`);
    await readAnswer(this.#remote, response);
    return true;
  }
}
