import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestProcess } from '@towpath/test-kit';

const run = promisify(execFile);
/** Milliseconds that the simulated cluster takes: what a laptop shows slowly is nothing that a test looks at. */
const TIMINGS = { sync: 200, rollout: 500 };

const ADA = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada Okafor',
  GIT_AUTHOR_EMAIL: 'ada@myorg.example',
  GIT_COMMITTER_NAME: 'Ada Okafor',
  GIT_COMMITTER_EMAIL: 'ada@myorg.example',
};

/** How Argo CD and the GitOps repository are reached. */
export interface DeliveryAddress {
  url: string;
  token: string;
  repoUrl: string;
}

/** The sandbox's Git host and Argo CD, with the shop's repository and its part of the GitOps repository. */
export class ShopDelivery {
  readonly #process: TestProcess<DeliveryAddress>;
  readonly address: DeliveryAddress;

  private constructor(
    process: TestProcess<DeliveryAddress>,
    address: DeliveryAddress,
  ) {
    this.#process = process;
    this.address = address;
  }

  static async start(): Promise<ShopDelivery> {
    const process = new TestProcess<DeliveryAddress>(
      require.resolve('@towpath/sandbox-argocd/testing/program'),
      { timings: TIMINGS },
    );
    return new ShopDelivery(process, await process.told());
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** The Score file of the shop, or of another service. */
  async writeScore(text: string, service = 'shop'): Promise<void> {
    await this.#write(service, 'score.yaml', text);
  }

  /** What the builder does: a commit that runs a version in dev, and says what it was made from. */
  async release(
    version: string,
    { recorded = true }: { recorded?: boolean } = {},
  ): Promise<void> {
    const [{ sha }] = await this.#git('GET', '/repos/myorg/shop/commits');
    const path = 'apps/shop/overlays/dev/kustomization.yaml';
    const text = (await this.file(path))!.replace(
      /newTag: [^ \n}]+/,
      `newTag: ${version}`,
    );
    const trailers = [
      'Towpath-Service: shop',
      `Towpath-Version: ${version}`,
      `Towpath-Source-Commit: ${sha}`,
    ].join('\n');
    const subject = `Run shop ${version} in dev`;
    const message = recorded ? `${subject}\n\n${trailers}` : subject;
    await this.#write('gitops', path, text, message);
  }

  /** A file of the GitOps repository; undefined when there is none. */
  async file(path: string): Promise<string | undefined> {
    const { content } = await this.#git(
      'GET',
      `/repos/myorg/gitops/contents/${path}`,
    );
    return content && Buffer.from(content, 'base64').toString();
  }

  /** Messages of the commits of the GitOps repository, newest first. */
  async messages(): Promise<string[]> {
    const commits = await this.#git('GET', '/repos/myorg/gitops/commits');
    return commits.map((one: any) => one.commit.message);
  }

  /** The application of a service in an environment, which follows Git by itself. */
  async createApplication(
    environment = 'dev',
    service = 'shop',
  ): Promise<void> {
    const { url, token, repoUrl } = this.address;
    await send(`${url}/api/v1/applications`, 'POST', `Bearer ${token}`, {
      metadata: {
        name: `${service}-${environment}`,
        labels: {
          'towpath.dev/service': service,
          'towpath.dev/environment': environment,
        },
      },
      spec: {
        project: 'default',
        source: {
          repoURL: repoUrl,
          path: `apps/${service}/overlays/${environment}`,
          targetRevision: 'main',
        },
        destination: { name: 'dev', namespace: service },
        syncPolicy: { automated: { prune: true } },
      },
    });
  }

  /** With all that it has deployed. */
  async deleteApplication(
    environment = 'dev',
    service = 'shop',
  ): Promise<void> {
    const { url, token } = this.address;
    const application = `${url}/api/v1/applications/${service}-${environment}`;
    await send(`${application}?cascade=true`, 'DELETE', `Bearer ${token}`);
  }

  async createRepository(score: string, service = 'shop'): Promise<void> {
    await this.#git('POST', '/orgs/myorg/repos', { name: service });
    await this.writeScore(score, service);
  }

  /** A folder that Argo CD can build before anything is provided into it. */
  async createFolder(service: string, environment: string): Promise<void> {
    const folder = `apps/${service}/overlays/${environment}`;
    await this.#write(
      'gitops',
      `${folder}/kustomization.yaml`,
      'resources: [manifests.yaml]\n',
    );
    await this.#write('gitops', `${folder}/manifests.yaml`, '\n');
  }

  /** Commits files of the shop with the git client, as Ada, and pushes them to a branch. Answers the commit. */
  async push(files: Record<string, string>, branch = 'main'): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'push-'));
    const remote = this.address.repoUrl
      .replace('://', '://ada:ada-password@')
      .replace('/gitops', '/shop');
    const git = async (...args: string[]) =>
      (await run('git', args, { cwd: folder, env: ADA })).stdout.trim();
    try {
      await git('clone', '--quiet', remote, '.');
      await git('checkout', '--quiet', '-B', branch);
      Object.entries(files).forEach(([name, text]) =>
        writeFileSync(join(folder, name), text),
      );
      await git('add', '--all');
      await git('commit', '--quiet', '--message', 'Change it');
      await git('push', '--quiet', '--force', 'origin', branch);
      return await git('rev-parse', 'HEAD');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Asks the Git host's API about the shop, as Ada. */
  api(method: string, path: string, body?: object): Promise<any> {
    return this.#git(method, `/repos/myorg/shop${path}`, body);
  }

  async #write(
    repository: string,
    path: string,
    text: string,
    message = `Write ${path}`,
  ): Promise<void> {
    const address = `/repos/myorg/${repository}/contents/${path}`;
    const { sha } = await this.#git('GET', address).catch(() => ({
      sha: undefined,
    }));
    await this.#git(sha ? 'PUT' : 'POST', address, {
      ...{ sha, message },
      content: Buffer.from(text).toString('base64'),
    });
  }

  #git(method: string, path: string, body?: object): Promise<any> {
    const basic = Buffer.from('ada:ada-password').toString('base64');
    const { origin } = new URL(this.address.repoUrl);
    return send(`${origin}/api/v1${path}`, method, `Basic ${basic}`, body);
  }
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
  if (response.status === 404 && method === 'GET') return {};
  if (!response.ok) throw new Error(`${method} ${url}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
