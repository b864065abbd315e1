import { TestProcess } from '@towpath/test-kit';

interface Answered {
  status: number;
  json: any;
}

/** The sandbox's Git host, the real one, in a process of its own. */
export class TestGitHost {
  readonly url: string;
  readonly #process: TestProcess<{ url: string }>;

  private constructor(url: string, process: TestProcess<{ url: string }>) {
    this.url = url;
    this.#process = process;
  }

  static async start(): Promise<TestGitHost> {
    const process = new TestProcess<{ url: string }>(
      require.resolve('@towpath/sandbox-git-host/testing/program'),
    );
    const { url } = await process.told();
    return new TestGitHost(url, process);
  }

  /** Its data goes with it. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** One entry for `integrations.gitea`, of the portal's own account; at the host or at a proxy before it. */
  giteaConfig(baseUrl = this.url) {
    return {
      host: new URL(baseUrl).host,
      baseUrl,
      username: 'towpath-portal',
      password: 'towpath-portal-password',
    };
  }

  /** The Authorization header of the portal's account. */
  get authorization(): string {
    const { username, password } = this.giteaConfig();
    const words = Buffer.from(`${username}:${password}`).toString('base64');
    return `Basic ${words}`;
  }

  /** A call of its API, by Ada unless it says by whom. */
  async api(
    method: string,
    address: string,
    body?: object,
    as = 'ada',
  ): Promise<Answered> {
    const basic = Buffer.from(`${as}:${as}-password`).toString('base64');
    const response = await fetch(`${this.url}/api/v1${address}`, {
      method,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      json: text ? JSON.parse(text) : undefined,
    };
  }

  /** A repository of myorg whose first commit, by Ada, has these files. */
  async createRepository(name: string, files: Record<string, string>) {
    await this.api('POST', '/orgs/myorg/repos', { name });
    await this.commit(name, files);
  }

  /** One commit by Ada to main. @returns its id */
  async commit(
    repository: string,
    files: Record<string, string>,
  ): Promise<string> {
    const changes = Object.entries(files).map(async ([file, content]) => {
      const address = `/repos/myorg/${repository}/contents/${file}`;
      const { json } = await this.api('GET', address);
      return {
        operation: json?.sha ? 'update' : 'create',
        sha: json?.sha,
        path: file,
        content: Buffer.from(content).toString('base64'),
      };
    });
    const { status, json } = await this.api(
      'POST',
      `/repos/myorg/${repository}/contents`,
      { files: await Promise.all(changes), message: 'By hand' },
    );
    if (status !== 201) throw new Error(JSON.stringify(json));
    return json.commit.sha;
  }

  /** All commits of main, newest first. */
  async messages(repository: string): Promise<string[]> {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const { json } = await this.api(
        'GET',
        `/repos/myorg/${repository}/commits?limit=50&page=${page}`,
      );
      if (!json.length) return found;
      found.push(...json.map((one: any) => one.commit.message));
    }
  }

  /** The first lines of the messages on main, newest first. */
  async subjects(repository: string): Promise<string[]> {
    const messages = await this.messages(repository);
    return messages.map(message => message.split('\n')[0]);
  }

  /** The text of a file on main. */
  async file(repository: string, file: string): Promise<string> {
    const address = `/repos/myorg/${repository}/contents/${file}`;
    const { json } = await this.api('GET', address);
    return Buffer.from(json.content, 'base64').toString();
  }
}
