import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const SANDBOX = path.resolve(
  // eslint-disable-next-line no-restricted-syntax -- for tests only, which run from the sources
  __dirname,
  '../../../sandbox/src/git-host/index.ts',
);
const PASSWORD = 'portal-password';
const PROGRAM = `
  import { startGitHost } from ${JSON.stringify(SANDBOX)};
  const log = { info() {}, warn: console.error, error: console.error };
  const account = (name, displayName, password) =>
    ({ name, displayName, email: name + '@myorg.example', password });
  const host = await startGitHost({
    port: 0, dataDir: process.env.TEST_DATA, log, portalUrl: 'http://localhost:7007',
    accounts: [account('towpath-portal', 'Towpath', '${PASSWORD}'), account('ada', 'Ada', 'ada-password')],
  });
  console.log(host.url);
`;

interface Answered {
  status: number;
  json: any;
}

/** The sandbox's Git host, the real one, in a process of its own. */
export class TestGitHost {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(url: string, child: ChildProcess, dataDir: string) {
    this.url = url;
    this.#child = child;
    this.#dataDir = dataDir;
  }

  static async start(): Promise<TestGitHost> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'git-host-'));
    const child = spawn(
      process.execPath,
      ['--input-type=module-typescript', '-e', PROGRAM],
      {
        env: { PATH: process.env.PATH, TEST_DATA: dataDir },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [url] = await once(createInterface(child.stdout!), 'line');
    return new TestGitHost(url, child, dataDir);
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** One entry for `integrations.gitea`, of the portal's own account; at the host or at a proxy before it. */
  giteaConfig(baseUrl = this.url) {
    return {
      host: new URL(baseUrl).host,
      baseUrl,
      username: 'towpath-portal',
      password: PASSWORD,
    };
  }

  /** The Authorization header of the portal's account. */
  get authorization(): string {
    const { username, password } = this.giteaConfig();
    const words = Buffer.from(`${username}:${password}`).toString('base64');
    return `Basic ${words}`;
  }

  /** A call of its API by Ada. */
  async api(method: string, address: string, body?: object): Promise<Answered> {
    const basic = Buffer.from('ada:ada-password').toString('base64');
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
}
