import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import argoCdActions from '@towpath/plugin-scaffolder-backend-module-argocd';
import deliveryActions from '@towpath/plugin-scaffolder-backend-module-delivery';
import { until } from '@towpath/test-kit';
import { eventually } from './__testUtils__/eventually';
import { signInPeople, testPeople, type Headers } from './__testUtils__/people';
import { startPortal } from './__testUtils__/startPortal';
import { Gate, TestSandbox } from './__testUtils__/startSandbox';
import rolePolicy from './permission';

const ROOT = resolve(__dirname, '../../..');
const TEMPLATE = '/api/catalog/entities/by-name/template/default/new-service';
const FINAL = ['completed', 'failed', 'cancelled'];

let sandbox: TestSandbox;
let argoCd: Gate;
let portal: Awaited<ReturnType<typeof startPortal>>;
let people: Headers;

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
    ],
    portalConfig(),
  );
  people = await signInPeople(portal.baseUrl);
  await eventually(() => ask('GET', TEMPLATE));
});
afterEach(() => argoCd.open());
afterAll(async () => {
  await portal?.stop();
  await argoCd?.shut();
  await sandbox?.remove();
});

function portalConfig() {
  const host = sandbox.gitHost;
  const gitUrl = `http://${host}`;
  const account = { username: 'towpath-portal', password: sandbox.password };
  return {
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
        ...['late-argo', 'late-git'].map(name => ({
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

async function begin(name: string, person?: 'stranger'): Promise<string> {
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
    () => ask('GET', `/api/scaffolder/v2/tasks/${id}`, undefined, person),
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

it('ends well after the Git host was down', async () => {
  await sandbox.end();
  const id = await begin('late-git');
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
