import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import environmentKind from '@towpath/plugin-catalog-backend-module-environment';
import environmentPlugin from '@towpath/plugin-environment-backend';
import runsPlugin from '@towpath/plugin-runs-backend';
import argoCdActions from '@towpath/plugin-scaffolder-backend-module-argocd';
import deliveryActions from '@towpath/plugin-scaffolder-backend-module-delivery';
import scoreActions from '@towpath/plugin-scaffolder-backend-module-score';
import scorePlugin from '@towpath/plugin-score-backend';
import kubernetesDriver from '@towpath/plugin-score-backend-module-kubernetes';
import postgresDriver from '@towpath/plugin-score-backend-module-postgres';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { parseAllDocuments } from 'yaml';
import { eventually } from './__testUtils__/eventually';
import { signInPeople, testPeople, type Headers } from './__testUtils__/people';
import { startPortal } from './__testUtils__/startPortal';
import { Gate, TestSandbox } from './__testUtils__/startSandbox';
import rolePolicy from './permission';

const ROOT = resolve(__dirname, '../../..');
const TEMPLATE = '/api/catalog/entities/by-name/template/default/new-service';
const FINAL = ['completed', 'failed', 'cancelled'];

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let sandbox: TestSandbox;
let argoCd: Gate;
let portal: Awaited<ReturnType<typeof startPortal>>;
let people: Headers;

// A test file has a realm of its own under Jest, and the engine of templates refuses arrays of another one, which is what
// `json` makes there. In the portal there is one realm.
const { json } = Response.prototype;
beforeAll(() => {
  Response.prototype.json = async function parse() {
    return JSON.parse(await this.text());
  };
});
afterAll(() => {
  Response.prototype.json = json;
});

beforeAll(async () => {
  sandbox = await TestSandbox.start();
  argoCd = await Gate.before(sandbox.argoCdPort, sandbox.gatePort);
  portal = await startPortal(
    [
      mockServices.rootLogger.factory(),
      authBackend,
      testPeople,
      permissionBackend,
      rolePolicy,
      catalogBackend,
      templateKind,
      scaffolderBackend,
      deliveryActions,
      argoCdActions,
      environmentKind,
      environmentPlugin,
      runsPlugin,
      scorePlugin,
      kubernetesDriver,
      postgresDriver,
      scoreActions,
    ],
    portalConfig(await databases.init('POSTGRES_18')),
  );
  people = await signInPeople(portal.baseUrl);
  await eventually(() => ask('GET', TEMPLATE));
  await until(
    'the environments are known',
    () => ask('GET', '/api/environment/environments'),
    ({ items }) => items.length === 3,
  );
});
afterEach(() => argoCd.open());
afterAll(async () => {
  await portal?.stop();
  await argoCd?.shut();
  await sandbox?.remove();
});

function portalConfig(knex: Knex) {
  // The password is there, and left out where an object is copied.
  const { user, password, host: server, port } = knex.client.config.connection;
  const connection = { user, password, host: server, port };
  const { database } = knex.client.config.connection;
  const host = sandbox.gitHost;
  const gitUrl = `http://${host}`;
  const account = { username: 'towpath-portal', password: sandbox.password };
  return {
    backend: {
      database: {
        client: 'pg',
        connection: { ...connection, database },
        pluginDivisionMode: 'schema',
      },
    },
    score: {
      definitions: [`${ROOT}/platform/resources`],
      patches: [`${ROOT}/platform/patches`],
      policies: [`${ROOT}/platform/policies`],
      profile: `${ROOT}/platform/profile.yaml`,
      prices: `${ROOT}/platform/prices.yaml`,
      secrets: { keys: [{ id: 'test', secret: 'k'.repeat(40) }] },
      postgres: { servers: { default: connection } },
    },
    integrations: { gitea: [{ host, baseUrl: gitUrl, ...account }] },
    argocd: {
      instances: [
        {
          name: 'sandbox',
          url: `http://${argoCd.host}`,
          token: sandbox.argoCdToken,
        },
      ],
    },
    catalog: {
      // The discovery of Gitea repositories does not load under Jest, so each has its location here.
      processingInterval: { seconds: 2 },
      locations: [
        {
          type: 'file',
          target: `${ROOT}/templates/new-service/template.yaml`,
          rules: [{ allow: ['Template'] }],
        },
        ...['dev', 'staging', 'prod'].map(name => ({
          type: 'file',
          target: `${ROOT}/platform/environments/${name}.yaml`,
          rules: [{ allow: ['Environment'] }],
        })),
        ...['late-argo', 'late-git', 'for-others'].map(name => ({
          type: 'url',
          target: `${gitUrl}/myorg/${name}/src/branch/main/catalog-info.yaml`,
        })),
      ],
    },
    scaffolder: {
      defaultEnvironment: {
        parameters: {
          gitHost: host,
          gitUrl,
          gitOrganisation: 'myorg',
          gitopsRepository: 'gitops',
          imageRegistry: 'registry.myorg.example',
          // The only cluster that every Argo CD knows, for all environments.
          devCluster: 'in-cluster',
          stagingCluster: 'in-cluster',
          prodCluster: 'in-cluster',
          namespacePattern: '{service}-{environment}',
        },
      },
    },
  };
}

async function ask(
  method: string,
  path: string,
  body?: object,
  person: 'owner' | 'stranger' = 'owner',
): Promise<any> {
  const response = await fetch(portal.baseUrl + path, {
    method,
    headers: { ...people[person], 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text && JSON.parse(text);
}

async function begin(
  name: string,
  person?: 'stranger',
  database?: string,
): Promise<string> {
  const { id } = await ask(
    'POST',
    '/api/scaffolder/v2/tasks',
    {
      templateRef: 'template:default/new-service',
      values: {
        name,
        description: 'Greets people',
        language: 'node',
        owner: 'group:default/team-finance',
        database,
      },
    },
    person,
  );
  return id;
}

interface Outcome {
  status: string;
  error: string;
  failedStep?: string;
}

/** Waits until a task has ended for the given time, the first one or that after a retry. */
async function outcomeOf(id: string, person?: 'stranger'): Promise<Outcome> {
  await until(
    `task ${id} has ended`,
    async () => {
      const path = `/api/scaffolder/v2/tasks/${id}`;
      const task = await ask('GET', path, undefined, person);
      const { status, lastHeartbeatAt } = task;
      return { status, lastHeartbeatAt };
    },
    ({ status }) => FINAL.includes(status),
  );
  const events = await ask(
    'GET',
    `/api/scaffolder/v2/tasks/${id}/events`,
    undefined,
    person,
  );
  const failed = events.find((one: any) => one.body.status === 'failed');
  const end = events.findLast((one: any) => one.type === 'completion');
  return {
    status: end.body.status ?? (end.body.error ? 'failed' : 'completed'),
    error: end.body.error?.message ?? '',
    failedStep: failed?.body.stepId,
  };
}

const retry = (id: string) =>
  ask('POST', `/api/scaffolder/v2/tasks/${id}/retry`, {});

/** First lines of the commits of a repository, newest first. */
async function commitsOf(repository: string, path = ''): Promise<string[]> {
  const response = await fetch(
    `http://${sandbox.gitHost}/api/v1/repos/myorg/${repository}/commits?path=${path}`,
  );
  const commits = await response.json();
  return commits.map((one: any) => one.commit.message.split('\n')[0]);
}

it('ends well after Argo CD was down, and leaves nothing twice', async () => {
  await argoCd.shut();
  const id = await begin('late-argo');
  const failed = await outcomeOf(id);
  expect(failed).toMatchObject({
    status: 'failed',
    failedStep: 'applications',
    error: expect.stringContaining(`nothing listens at ${argoCd.host}`),
  });
  // What is there already is where people look for it.
  const component = '/api/catalog/entities/by-name/component/default/late-argo';
  expect(await ask('GET', component)).toMatchObject({
    spec: { owner: 'group:default/team-finance' },
  });

  await argoCd.open();
  await retry(id);
  expect(await outcomeOf(id)).toMatchObject({ status: 'completed', error: '' });
  expect(await commitsOf('late-argo')).toEqual(['Begin late-argo']);
  const added = await commitsOf('gitops', 'apps/late-argo');
  expect(added.filter(line => line === 'Add late-argo')).toHaveLength(1);
});

// Three overlays in one namespace undo each other.
it.each(['dev', 'staging', 'prod'])(
  'deploys %s to the cluster of the configuration, in a namespace of its own',
  async environment => {
    const response = await fetch(
      `http://${argoCd.host}/api/v1/applications/late-argo-${environment}`,
      { headers: { authorization: `Bearer ${sandbox.argoCdToken}` } },
    );
    const { spec } = await response.json();
    expect(spec.destination).toEqual({
      name: 'in-cluster',
      namespace: `late-argo-${environment}`,
    });
  },
);

/** The objects of a rendered file, by kind. */
function objectsIn(manifests: string): Record<string, any> {
  const objects = parseAllDocuments(manifests).flatMap(one => one.toJS() ?? []);
  return Object.fromEntries(objects.map(one => [one.kind, one]));
}

async function fileOf(path: string): Promise<string> {
  const response = await fetch(
    `http://${sandbox.gitHost}/api/v1/repos/myorg/gitops/contents/${path}`,
  );
  const { content } = await response.json();
  return Buffer.from(content, 'base64').toString();
}

// Each line of it was in the base that the template copied once.
function expectWhatABaseGave({ Deployment, Service, ServiceMonitor }: any) {
  const { metadata, spec } = Deployment;
  const labels = {
    'app.kubernetes.io/name': 'late-argo',
    'towpath.dev/service': 'late-argo',
    'towpath.dev/owner': 'team-finance',
  };
  expect(metadata.labels).toMatchObject(labels);
  const pod = spec.template;
  expect(pod.metadata.labels).toMatchObject(spec.selector.matchLabels);
  expect(pod.metadata.labels).toMatchObject(Service.spec.selector);
  expect(pod.spec.securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 1001,
    fsGroup: 2001,
  });
  const [container] = pod.spec.containers;
  expect(container).toMatchObject({
    name: 'late-argo',
    image: 'registry.myorg.example/late-argo',
    env: [{ name: 'PORT', value: '8080' }],
    resources: {
      requests: { cpu: '250m', memory: '256Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    },
    livenessProbe: {
      httpGet: { path: '/healthz', port: 8080 },
      initialDelaySeconds: 10,
      periodSeconds: 30,
    },
    readinessProbe: {
      httpGet: { path: '/ready', port: 8080 },
      initialDelaySeconds: 5,
      periodSeconds: 10,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  });
  expect(Service.spec.ports).toMatchObject([
    { name: 'http', port: 80, targetPort: 8080 },
  ]);
  expect(Service.metadata.labels).toMatchObject(
    ServiceMonitor.spec.selector.matchLabels,
  );
  expect(ServiceMonitor.spec.endpoints).toEqual([
    { port: 'http', path: '/metrics', interval: '30s' },
  ]);
}

it('renders into dev all that a hand-written base gave', async () => {
  const manifests = await fileOf('apps/late-argo/overlays/dev/manifests.yaml');
  expect(manifests).toContain('kind: Deployment');
  expectWhatABaseGave(objectsIn(manifests));
});

it('would render into production the same, scaled by load', async () => {
  const place = { service: 'late-argo', environment: 'prod' };
  const { files, whyNot } = await eventually(() =>
    ask('POST', '/api/score/plans', place),
  );
  expect(whyNot).toBeUndefined();
  expect(files).toHaveLength(1);
  const [{ file, before, after }] = files;
  expect(file).toBe('apps/late-argo/overlays/prod/manifests.yaml');
  // Nothing, but valid for Argo CD.
  expect(objectsIn(before)).toEqual({});
  const objects = objectsIn(after);
  expectWhatABaseGave(objects);
  const { spec } = objects.HorizontalPodAutoscaler;
  expect(spec.scaleTargetRef).toMatchObject({
    kind: 'Deployment',
    name: 'late-argo',
  });
  expect(spec.minReplicas).toBeGreaterThanOrEqual(2);
  expect(objects.Deployment.spec).not.toHaveProperty('replicas');
});

it('ends well after the Git host was down, and gives the database that was asked for', async () => {
  await sandbox.end();
  const id = await begin('late-git', undefined, 'small');
  expect(await outcomeOf(id)).toMatchObject({
    status: 'failed',
    failedStep: 'publish',
    error: expect.stringMatching(
      new RegExp(`${sandbox.gitHost} does not answer.*Retry when it does`),
    ),
  });

  await sandbox.begin();
  await retry(id);
  expect(await outcomeOf(id)).toMatchObject({ status: 'completed', error: '' });
  expect(await commitsOf('late-git')).toEqual(['Begin late-git']);

  const { items } = await ask(
    'GET',
    '/api/score/resources?service=late-git&environment=dev',
  );
  expect(items).toMatchObject([
    { name: 'db', type: 'postgres', status: 'provided' },
  ]);
  const manifests = await fileOf('apps/late-git/overlays/dev/manifests.yaml');
  const { Deployment, ExternalSecret } = objectsIn(manifests);
  const { env } = Deployment.spec.template.spec.containers[0];
  expect(env).toContainEqual({ name: 'DB_NAME', value: items[0].outputs.name });
  const { spec } = ExternalSecret;
  expect(env).toContainEqual({
    name: 'DB_PASSWORD',
    valueFrom: {
      secretKeyRef: { name: spec.target.name, key: 'password' },
    },
  });
});

it('ends well for who makes a service for another team, by the run that has made it alone', async () => {
  const id = await begin('for-others', 'stranger');
  expect(await outcomeOf(id, 'stranger')).toMatchObject({
    status: 'completed',
    error: '',
  });

  // Anybody reads in the catalog which run it was.
  const place = { service: 'for-others', environment: 'staging' };
  const plan = await eventually(() =>
    ask('POST', '/api/score/plans', place, 'stranger'),
  );
  const asRun = { plan: plan.id, digest: plan.digest, task: id };
  await expect(
    ask('POST', '/api/score/provisions', asRun, 'stranger'),
  ).rejects.toThrow(/^403 .*score\.provision/);
});

it('refuses a name that another person has taken, and leaves theirs as it is', async () => {
  const before = await commitsOf('payment-service');
  const id = await begin('payment-service', 'stranger');
  expect(await outcomeOf(id, 'stranger')).toMatchObject({
    status: 'failed',
    failedStep: 'publish',
    error: expect.stringMatching(
      /payment-service exists already .* choose another name/,
    ),
  });
  expect(await commitsOf('payment-service')).toEqual(before);
});

it.each([
  ...['Upper', 'a_b', '-a', 'a/b', '../x', 'x'.repeat(51), ''],
  ...['kube-system', 'argocd', 'true'],
])('refuses the name "%s" over the API before anything begins', async name => {
  await expect(begin(name)).rejects.toThrow(/^400 .*instance\.name/);
});
