import type { BuildRecord } from '@towpath/sandbox-git-host';
import type { BuilderSettings } from './types.ts';

/** Also what branch protections and pull requests know the builder's verdict by. */
const STATUS_CONTEXT = 'towpath/build';

/** The few calls of the Git host's API that the builder needs. */
export class GitHostApi {
  readonly #settings: BuilderSettings;

  constructor(settings: BuilderSettings) {
    this.#settings = settings;
  }

  /** Tells the verdict on the commit of a build, with a link to the build's page. */
  async report(
    build: BuildRecord,
    state: 'pending' | 'success' | 'failure' | 'error',
  ): Promise<void> {
    const { gitUrl, organisation } = this.#settings;
    const page = `${gitUrl}/${organisation}/${build.repository}/builds/${build.number}`;
    await this.#call('POST', `${build.repository}/statuses/${build.sha}`, {
      state,
      context: STATUS_CONTEXT,
      description: build.summary,
      target_url: page,
    });
  }

  async exists(repository: string): Promise<boolean> {
    return (await this.#call('GET', repository)) !== undefined;
  }

  /** True when main has a file or folder at this path. */
  async hasFile(repository: string, path: string): Promise<boolean> {
    const found = await this.#call('GET', `${repository}/contents/${path}`);
    return found !== undefined;
  }

  async #call(method: string, address: string, body?: object) {
    const { gitUrl, organisation, account } = this.#settings;
    const basic = Buffer.from(`${account.name}:${account.password}`);
    const response = await fetch(
      `${gitUrl}/api/v1/repos/${organisation}/${address}`,
      {
        method,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Basic ${basic.toString('base64')}`,
        },
        body: body && JSON.stringify(body),
      },
    );
    if (response.status === 404 && method === 'GET') return undefined;
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Error(
      `${method} ${address} answered ${response.status}: ${text}`,
    );
  }
}
