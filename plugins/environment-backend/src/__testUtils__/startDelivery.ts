import {
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TestProcess } from '@towpath/test-kit';
import { until } from './startPortal';

const PLACES = [
  'staging',
  'prod',
  'reviewed',
  'tuned',
  'auto',
  'twice',
  'ruled',
];

/** What deliveryPlatform.mts is given. */
export interface DeliverySettings {
  /** Where a test writes what is to go wrong. */
  folder: string;
  /** Environments beside `dev` that have an overlay. */
  places: string[];
}

/** What deliveryPlatform.mts tells. */
export interface Started {
  /** Of Argo CD. */
  url: string;
  token: string;
  gitUrl: string;
  /** Has `apps/shop/overlays/` with one folder an environment, each at 1.0.0. */
  repoUrl: string;
}

/** A real Git host and the sandbox's Argo CD, in a process of their own. */
export class TestDelivery {
  readonly #started: Started;
  readonly #folder: string;
  readonly #platform: TestProcess<Started>;
  #holdings = 0;

  private constructor(
    started: Started,
    folder: string,
    platform: TestProcess<Started>,
  ) {
    this.#started = started;
    this.#folder = folder;
    this.#platform = platform;
  }

  /** @param places environments beside `dev` that have an overlay */
  static async start(places = PLACES): Promise<TestDelivery> {
    const folder = mkdtempSync(join(tmpdir(), 'promotions-'));
    const platform = new TestProcess<Started>(
      join(__dirname, 'deliveryPlatform.mts'),
      { folder, places },
    );
    return new TestDelivery(await platform.told(), folder, platform);
  }

  async stop(): Promise<void> {
    await this.#platform.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Parts of the portal's configuration. */
  get config() {
    const { url, token, gitUrl } = this.#started;
    return {
      backend: { workingDirectory: this.#folder },
      environment: { policies: [this.#folder] },
      argocd: { instances: [{ name: 'main', url, token }] },
      integrations: {
        gitea: [
          {
            host: new URL(gitUrl).host,
            baseUrl: gitUrl,
            username: 'towpath-portal',
            password: 'towpath-portal-password',
          },
        ],
      },
    };
  }

  /** What trialBackend.ts reads, for a backend in one schema of a database. */
  trialWith(postgres: object | string) {
    const { url, token, gitUrl } = this.#started;
    return {
      services: ['shop'],
      postgres,
      division: 'schema',
      gitUrl,
      gitAccount: {
        username: 'towpath-portal',
        password: 'towpath-portal-password',
      },
      argoCd: { url, token },
      workDir: this.#folder,
    };
  }

  /** For gates of the type `rule`. */
  writePolicy(name: string, rules: object[]): void {
    const path = join(this.#folder, `${name}.yaml`);
    writeFileSync(path, JSON.stringify({ name, rules }));
  }

  /** Argo CD answers no more, or not to requests with this in their path; or says why not. */
  goDown(
    path = '',
    answer?: { status: number; code: number; message: string },
  ): void {
    const file = join(this.#folder, 'down');
    writeFileSync(`${file}.new`, JSON.stringify({ path, answer }));
    renameSync(`${file}.new`, file);
  }

  /** Argo CD answers no more from the next write on: `begin` has begun a promotion, and its commit is there. */
  async goDownAtPush<T>(path: string, begin: () => Promise<T>): Promise<T> {
    this.holdPushes();
    const begun = await begin();
    await until(async () => this.isHoldingPush);
    this.goDown(path);
    this.answerPushes();
    return begun;
  }

  comeBack(): void {
    rmSync(join(this.#folder, 'down'));
  }

  /** Argo CD has lost its cache: it tells the health of no resource, nor what is in the cluster. */
  loseTrees(): void {
    writeFileSync(join(this.#folder, 'trees-lost'), '');
  }

  findTrees(): void {
    rmSync(join(this.#folder, 'trees-lost'));
  }

  /** The Git host tells nothing of pull requests, and takes none. */
  hidePullRequests(): void {
    writeFileSync(join(this.#folder, 'pulls-down'), '');
  }

  showPullRequests(): void {
    rmSync(join(this.#folder, 'pulls-down'));
  }

  /** Pushes are taken, and not answered before `answerPushes`. */
  holdPushes(): void {
    this.#holdings += 1;
    const file = join(this.#folder, 'hold');
    writeFileSync(`${file}.new`, `${this.#holdings}`);
    renameSync(`${file}.new`, file);
  }

  get isHoldingPush(): boolean {
    return existsSync(join(this.#folder, `held-${this.#holdings}`));
  }

  answerPushes(): void {
    rmSync(join(this.#folder, 'hold'));
  }

  /**
   * An application of the shop, found by its labels; synced once, so that it is healthy.
   *
   * @param options `autoSync` may be a sync policy, and `spec` replaces parts of the specification
   */
  async createApplication(
    environment: string,
    options: { autoSync?: boolean | object; name?: string; spec?: object } = {},
  ): Promise<void> {
    const { autoSync = true, name = `shop-${environment}`, spec } = options;
    const usual = { automated: { prune: true } };
    await this.argocd('POST', '/applications', {
      metadata: {
        name,
        labels: {
          'towpath.dev/service': 'shop',
          'towpath.dev/environment': environment,
        },
      },
      spec: {
        project: 'default',
        source: {
          repoURL: this.#started.repoUrl,
          path: `apps/shop/overlays/${environment}`,
          targetRevision: 'main',
        },
        destination: { name: 'dev', namespace: name },
        ...(autoSync && { syncPolicy: autoSync === true ? usual : autoSync }),
        ...spec,
      },
    });
    if (!autoSync) await this.argocd('POST', `/applications/${name}/sync`, {});
  }

  async argocd(method: string, path: string, body?: object): Promise<any> {
    const { url, token } = this.#started;
    return send(`${url}/api/v1${path}`, method, `Bearer ${token}`, body);
  }

  /** Of the repository with what runs where. */
  git(method: string, path: string, body?: object): Promise<any> {
    return this.gitHost(method, `/repos/myorg/gitops${path}`, body);
  }

  gitHost(method: string, path: string, body?: object): Promise<any> {
    const basic = Buffer.from('ada:ada-password').toString('base64');
    const url = `${this.#started.gitUrl}/api/v1${path}`;
    return send(url, method, `Basic ${basic}`, body);
  }

  /** Of the repository with what runs where. */
  get repoUrl(): string {
    return this.#started.repoUrl;
  }

  /** Where the source of the shop is. */
  get sourceUrl(): string {
    return `${this.#started.gitUrl}/myorg/shop`;
  }

  /** Makes the repository of the shop with one commit for each subject; their ids. */
  async createSource(subjects: string[]): Promise<string[]> {
    await this.gitHost('POST', '/orgs/myorg/repos', { name: 'shop' });
    const shas: string[] = [];
    for (const [index, message] of subjects.entries()) {
      const path = `/repos/myorg/shop/contents/change-${index}`;
      const content = toBase64(message);
      const { commit } = await this.gitHost('POST', path, { content, message });
      shas.push(commit.sha);
    }
    return shas;
  }

  /** What the builder does: a commit that runs a version in an environment, and says what it was made from. */
  async run(
    version: string,
    environment = 'dev',
    source?: string,
  ): Promise<void> {
    const text = (await this.overlay(environment)).replace(
      /newTag: [^ \n]+/,
      `newTag: ${version}`,
    );
    const trailers = source
      ? `\n\nTowpath-Service: shop\nTowpath-Version: ${version}\nTowpath-Source-Commit: ${source}`
      : '';
    await this.write(
      overlayOf(environment),
      text,
      `Run shop ${version} in ${environment}${trailers}`,
    );
  }

  /** A commit with one file; asked for again where it crosses one that the portal makes. */
  async write(
    path: string,
    text: string,
    message = `Write ${path}`,
  ): Promise<void> {
    try {
      await this.#commit(path, text, message);
    } catch (error) {
      if (!String(error).includes('changed in the meantime')) throw error;
      await this.write(path, text, message);
    }
  }

  async #commit(path: string, text: string, message: string) {
    const folder = await this.git('GET', `/contents/${dirname(path)}`);
    const known = folder.find((one: { path: string }) => one.path === path);
    await this.git(known ? 'PUT' : 'POST', `/contents/${path}`, {
      sha: known?.sha,
      content: toBase64(text),
      message,
    });
  }

  async overlay(environment: string): Promise<string> {
    const { content } = await this.git(
      'GET',
      `/contents/${overlayOf(environment)}`,
    );
    return Buffer.from(content, 'base64').toString();
  }

  /** Messages of the commits on `main`, newest first. */
  async messages(): Promise<string[]> {
    const commits = await this.git('GET', '/commits?limit=50');
    return commits.map((one: any) => one.commit.message);
  }
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function overlayOf(environment: string): string {
  return `apps/shop/overlays/${environment}/kustomization.yaml`;
}

async function send(
  url: string,
  method: string,
  authorization: string,
  body?: object,
): Promise<any> {
  const response = await fetch(url, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
