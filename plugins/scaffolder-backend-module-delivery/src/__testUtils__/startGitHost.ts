import { spawn, type ChildProcess } from 'child_process';
import { once } from 'events';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { createInterface } from 'readline';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { TemplateHosts } from '../lib/TemplateHosts';

const SANDBOX = path.resolve(
  __dirname,
  '../../../../packages/sandbox/src/git-host/index.ts',
);
const PASSWORD = 'portal-password';

/** How the portal signs in there. */
export const PORTAL_AUTHORIZATION = `Basic ${Buffer.from(
  `towpath-portal:${PASSWORD}`,
).toString('base64')}`;

const PROGRAM = `
  import { startGitHost } from ${JSON.stringify(SANDBOX)};
  const log = { info() {}, warn: console.error, error: console.error };
  const account = (name, displayName, password) =>
    ({ name, displayName, email: name + '@myorg.example', password });
  const host = await startGitHost({
    port: Number(process.env.TEST_PORT), dataDir: process.env.TEST_DATA, log,
    portalUrl: 'http://localhost:7007',
    accounts: [account('towpath-portal', 'Towpath', '${PASSWORD}'), account('ada', 'Ada', 'ada-password')],
  });
  console.log(host.url);
`;

/** The sandbox's Git host, the real one, in a process of its own. */
export class TestGitHost {
  readonly url: string;
  readonly hosts: TemplateHosts;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(url: string, child: ChildProcess, dataDir: string) {
    this.url = url;
    this.#child = child;
    this.#dataDir = dataDir;
    const gitea = {
      host: new URL(url).host,
      baseUrl: url,
      username: 'towpath-portal',
      password: PASSWORD,
    };
    const config = new ConfigReader({ integrations: { gitea: [gitea] } });
    this.hosts = new TemplateHosts(ScmIntegrations.fromConfig(config));
  }

  static async start(): Promise<TestGitHost> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'delivery-'));
    const child = spawn(
      process.execPath,
      ['--input-type=module-typescript', '-e', PROGRAM],
      {
        env: { PATH: process.env.PATH, TEST_PORT: '0', TEST_DATA: dataDir },
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

  repoUrl(repository: string): string {
    return `${new URL(this.url).host}?owner=myorg&repo=${repository}`;
  }

  async api(method: string, address: string, body?: object): Promise<any> {
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
    return text ? JSON.parse(text) : undefined;
  }

  /** One commit by Ada. */
  async commit(repository: string, files: Record<string, string>) {
    const operations = Object.entries(files).map(([file, content]) => ({
      operation: 'create',
      path: file,
      content: Buffer.from(content).toString('base64'),
    }));
    await this.api('POST', `/repos/myorg/${repository}/contents`, {
      files: operations,
      message: 'By hand',
    });
  }

  async subjects(repository: string): Promise<string[]> {
    const commits = await this.api('GET', `/repos/myorg/${repository}/commits`);
    return commits.map((one: any) => one.commit.message.split('\n')[0]);
  }

  async file(repository: string, file: string): Promise<string> {
    const { content } = await this.api(
      'GET',
      `/repos/myorg/${repository}/contents/${file}`,
    );
    return Buffer.from(content, 'base64').toString();
  }
}
