import { InputError } from '@backstage/errors';
import type { GitRemote } from './GitRemote';

export interface RemoteRepository {
  description: string;
  /** True while it has no commit. */
  empty: boolean;
}

/** The calls of Gitea's API that publishing needs. */
export class GiteaApi {
  readonly #remote: GitRemote;
  readonly #signal?: AbortSignal;

  constructor(remote: GitRemote, signal?: AbortSignal) {
    this.#remote = remote;
    this.#signal = signal;
  }

  /** @returns undefined when there is none */
  async find(): Promise<RemoteRepository | undefined> {
    const { owner, repo } = this.#remote;
    const response = await this.#call('GET', `/repos/${owner}/${repo}`);
    if (response.status === 404) return undefined;
    return this.#read(response);
  }

  /** @returns false when somebody made one of that name in between */
  async create(description: string): Promise<boolean> {
    const { owner, repo } = this.#remote;
    const response = await this.#call('POST', `/orgs/${owner}/repos`, {
      name: repo,
      description,
      private: false,
      default_branch: 'main',
    });
    if (response.status === 409) return false;
    if (response.status === 404) {
      throw new InputError(
        `${this.#remote.baseUrl} has no organisation "${owner}"`,
      );
    }
    await this.#read(response);
    return true;
  }

  async #read(response: Response) {
    if (response.ok) return response.json();
    const text = await response.text();
    throw new Error(`${response.url} answered ${response.status}: ${text}`);
  }

  async #call(method: string, path: string, body?: object): Promise<Response> {
    const { baseUrl, authorization } = this.#remote;
    try {
      return await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
        signal: this.#signal,
      });
    } catch (error) {
      if (this.#signal?.aborted) throw error;
      const { cause } = error as { cause?: Error };
      throw new Error(
        `The Git host ${baseUrl} does not answer: ${
          cause?.message || error
        }. Run it again when it does.`,
        { cause: error },
      );
    }
  }
}
