/**
 * What tests start in the place of Argo CD, for programs that Node runs. For Jest there is the
 * program beside this file, which `TestProcess` of `@towpath/test-kit` runs.
 *
 * @packageDocumentation
 */
import {
  ACCOUNTS,
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import type { Cleanup } from '@towpath/test-kit';
import { startArgoCd } from '../startArgoCd.ts';
import type { ArgoCdOptions } from '../types.ts';

export const TOKEN = 'service-token-of-the-tests';

/** A service with a base and an overlay for `dev` and `prod`. */
export const SHOP: Record<string, string> = {
  'apps/shop/base/kustomization.yaml':
    'resources: [deployment.yaml, service.yaml]\n',
  'apps/shop/base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 1
  progressDeadlineSeconds: 6
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: registry.example/shop:latest }] }
`,
  'apps/shop/base/service.yaml': `apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`,
  'apps/shop/overlays/dev/kustomization.yaml': overlay('1.1.0'),
  'apps/shop/overlays/prod/kustomization.yaml': overlay('1.0.0'),
};

/** The overlay that runs a version of the shop. */
export function overlay(version: string, more = ''): string {
  return `resources: [../../base]\nimages:\n  - { name: registry.example/shop, newTag: ${version} }\n${more}`;
}

/** A clock that only a test moves. */
class TestClock {
  now = new Date('2026-03-10T12:00:00Z');
  readonly read = () => this.now;
  advance(seconds: number) {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }
}

/** A Git host with a `gitops` repository, and an Argo CD that a test moves by hand. */
export async function startDelivery(
  t: Cleanup,
  options: Partial<ArgoCdOptions> & { files?: Record<string, string> } = {},
) {
  const { files = SHOP, ...argoOptions } = options;
  const host = await startTestHost(t);
  await seedRepository(host.api, 'gitops', files);
  const clock = new TestClock();
  const settings: ArgoCdOptions = {
    port: 0,
    dataDir: host.dataDir,
    portalUrl: 'http://localhost:7007',
    gitUrl: host.url,
    gitAccount: { name: 'ada', password: 'ada-password' },
    accounts: ACCOUNTS,
    token: { value: TOKEN, account: 'towpath' },
    clusters: [{ name: 'dev', server: 'https://dev.example' }],
    clock: clock.read,
    log: {
      info() {},
      warn() {},
      error: message => process.stderr.write(`${message}\n`),
    },
    interval: 0,
    ...argoOptions,
  };
  const start = async () => {
    const running = await startArgoCd(settings);
    t.after(() => running.close());
    return { ...running, call: createCall(running.url) };
  };
  const argo = await start();
  return {
    host,
    clock,
    token: TOKEN,
    ...argo,
    repoURL: `${host.url}/myorg/gitops.git`,
    restart: start,
    /** Lets time pass, looking at Git and the clock once a second. */
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        clock.advance(1);
        await argo.tick();
      }
    },
    /** Commits a file to `main`. */
    async write(path: string, text: string | null) {
      const address = `/repos/myorg/gitops/contents/${path}`;
      const { body } = await host.api('GET', address);
      const content =
        text === null ? undefined : Buffer.from(text).toString('base64');
      const change = body.sha ? 'PUT' : 'POST';
      const method = text === null ? 'DELETE' : change;
      const answer = await host.api(method, address, {
        sha: body.sha,
        content,
      });
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return answer.body.commit?.sha as string;
    },
    /** Creates the application `shop-<environment>`. */
    async create(environment: string, spec: object = {}) {
      return argo.call('POST', '/applications', {
        metadata: {
          name: `shop-${environment}`,
          labels: { 'towpath.dev/environment': environment },
        },
        spec: {
          project: 'default',
          source: {
            repoURL: `${host.url}/myorg/gitops.git`,
            path: `apps/shop/overlays/${environment}`,
            targetRevision: 'main',
          },
          destination: { name: 'in-cluster', namespace: 'shop' },
          ...spec,
        },
      });
    },
  };
}

export type Delivery = Awaited<ReturnType<typeof startDelivery>>;

export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into answers of many shapes.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Calls the API with the service token, or with the headers given. */
export function createCall(url: string) {
  return async (
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = { Authorization: `Bearer ${TOKEN}` },
  ): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${address}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  };
}
