import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startArgoCd } from '@towpath/sandbox-argocd';
import { startGitHost } from '@towpath/sandbox-git-host';
import {
  type Answer,
  createApi,
  seedRepository,
} from '@towpath/sandbox-git-host/testing';
import { freePort } from '@towpath/test-kit';
import { startDisposablePostgres } from '../lib/disposablePostgres.ts';

const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
/** One in so many services gets versions that fail in prod, so that its promotions roll back. */
const FAILING_EVERY = 10;
const FAILS_IN_PROD = '-broken-in-prod';

export const mustFail = (version: string, environment: string) =>
  environment === 'prod' && version.endsWith(FAILS_IN_PROD);

const ACCOUNT = 'portal';
const TOKEN = 'token-of-the-trial';
const log = {
  info() {},
  warn() {},
  error: (message: string) => process.stderr.write(`${message}\n`),
};

export const serviceName = (index: number) =>
  `service-${String(index).padStart(3, '0')}`;

/** A Git host, an Argo CD and a PostgreSQL that are not killed, with services in three environments. */
export interface TrialPlatform {
  gitUrl: string;
  gitAccount: { username: string; password: string };
  argoCd: { url: string; token: string };
  /** Address with password. */
  postgres: string;
  /** The bare repository that promotions are written to. */
  repository: string;
  /** Asks the API of the Git host as the portal's account. */
  callGit(method: string, address: string, body?: unknown): Promise<Answer>;
  /** Nobody reaches the Git host for so long. */
  stopGitFor(ms: number): Promise<void>;
  /** Brings a version to dev, for all services at once; some get one that fails in prod. */
  release(version: string): Promise<void>;
  stop(): Promise<void>;
}

/** How long Argo CD takes, in milliseconds. */
interface Pace {
  sync: number;
  rollout: number;
}

const HUMAN: Pace = { sync: 300, rollout: 700 };

export async function startTrialPlatform(
  dataDir: string,
  services: number,
  pace = HUMAN,
): Promise<TrialPlatform> {
  fs.rmSync(dataDir, { recursive: true, force: true });
  const postgres = await startDisposablePostgres(dataDir);
  const accounts = [
    {
      name: ACCOUNT,
      displayName: 'Portal',
      email: 'portal@myorg.example',
      password: `${ACCOUNT}-password`,
    },
  ];
  const common = { dataDir, accounts, log, portalUrl: 'http://localhost:1' };
  const port = await freePort();
  const startGit = () => startGitHost({ ...common, port });
  let gitHost = await startGit();
  const api = createApi(gitHost.url);
  const call = (method: string, address: string, body?: unknown) =>
    api(method, address, body, ACCOUNT);
  await seedRepository(
    (method, address, body) => call(method, address, body),
    'gitops',
    filesOf(gitHost.url, services),
  );
  const argoCd = await startArgoCd({
    ...common,
    port: 0,
    gitUrl: gitHost.url,
    seedRepository: 'gitops',
    token: { value: TOKEN, account: ACCOUNT },
    clusters: ENVIRONMENTS.map(name => ({
      name,
      server: `https://${name}.example`,
    })),
    interval: 250,
    timings: pace,
  });
  return {
    gitUrl: gitHost.url,
    gitAccount: { username: ACCOUNT, password: `${ACCOUNT}-password` },
    argoCd: { url: argoCd.url, token: TOKEN },
    postgres: postgres.url,
    repository: path.join(dataDir, 'git/projects/myorg/gitops.git'),
    callGit: call,
    async stopGitFor(ms) {
      await gitHost.close();
      await pause(ms);
      gitHost = await startGit();
    },
    async release(version) {
      const files = await Promise.all(
        Array.from({ length: services }, async (_, index) => {
          const file = overlayFile(serviceName(index), 'dev');
          const { body } = await call(
            'GET',
            `/repos/myorg/gitops/contents/${file}`,
          );
          return {
            operation: 'update',
            path: file,
            sha: body.sha,
            content: encode(
              overlay(serviceName(index), 'dev', versionOf(index, version)),
            ),
          };
        }),
      );
      const write = () =>
        call('POST', '/repos/myorg/gitops/contents', {
          files,
          message: `Release ${version}`,
        });
      // Promotions push to the same branch meanwhile.
      let answer = await write();
      while (answer.status === 409) answer = await write();
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    },
    async stop() {
      await argoCd.close();
      await gitHost.close();
      await postgres.stop();
    },
  };
}

const encode = (text: string) => Buffer.from(text).toString('base64');

export const overlayFile = (service: string, environment: string) =>
  `apps/${service}/overlays/${environment}/kustomization.yaml`;

function filesOf(gitUrl: string, services: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let index = 0; index < services; index++) {
    const service = serviceName(index);
    files[`apps/${service}/base/kustomization.yaml`] =
      'resources: [deployment.yaml]\n';
    files[`apps/${service}/base/deployment.yaml`] = deployment(service);
    for (const environment of ENVIRONMENTS) {
      files[overlayFile(service, environment)] = overlay(
        service,
        environment,
        '1.0.0',
      );
      files[`argocd/applications/${service}-${environment}.yaml`] = application(
        gitUrl,
        service,
        environment,
      );
    }
  }
  return files;
}

/** Whether the versions of a service fail in prod. */
export const failsInProd = (index: number) => index % FAILING_EVERY === 0;

const versionOf = (index: number, version: string) =>
  failsInProd(index) ? `${version}${FAILS_IN_PROD}` : version;

const overlay = (service: string, environment: string, version: string) =>
  `resources: [../../base]
labels:
  - pairs: { towpath.dev/environment: ${environment} }
images:
  # Written by promotions.
  - name: registry.example/${service}
    newTag: ${version}
`;

const deployment = (service: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${service} }
spec:
  progressDeadlineSeconds: 1
  replicas: 1
  selector: { matchLabels: { app: ${service} } }
  template:
    metadata: { labels: { app: ${service} } }
    spec:
      containers:
        - { name: ${service}, image: registry.example/${service} }
`;

const application = (gitUrl: string, service: string, environment: string) =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${service}-${environment}
  labels:
    towpath.dev/service: ${service}
    towpath.dev/environment: ${environment}
spec:
  project: default
  source:
    repoURL: ${gitUrl}/myorg/gitops.git
    path: apps/${service}/overlays/${environment}
    targetRevision: main
  destination: { name: ${environment}, namespace: ${service} }
${environment === 'prod' ? '' : AUTO_SYNC}`;

const AUTO_SYNC = `  syncPolicy:
    automated: { prune: true, selfHeal: true }
`;
