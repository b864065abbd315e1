import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { describeDriver } from '@towpath/plugin-score-node/testUtils';
// Tests ask the whole plugin over HTTP.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import stacksPlugin from '@towpath/plugin-terraform-stacks-backend';
import { createTerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';
import {
  checkProvided,
  fillSettings,
  readDefinitions,
} from '@towpath/resource-definitions';
import { findProgram, until } from '@towpath/test-kit';
import { Stacks } from './stacks/Stacks';
import { TerraformDriver } from './TerraformDriver';

const MODULE = `
variable "name" { type = string }
variable "size" { default = 1 }
resource "terraform_data" "shelf" { input = { name = var.name, size = var.size } }
resource "terraform_data" "key" { input = "\${var.name}-\${terraform_data.shelf.id}" }
output "host" { value = "\${var.name}.example" }
output "size" { value = var.size }
output "password" {
  value     = terraform_data.key.output
  sensitive = true
}`;

const REPOSITORY = path.resolve(__dirname, '../../..');

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-finance' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'ada', namespace: 'default' },
    relations: [{ type: 'memberOf', targetRef: 'group:default/team-finance' }],
  },
  ...['dev', 'staging', 'prod'].map(name => ({
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: { name, namespace: 'default' },
    spec: { owner: 'group:default/platform-team', tier: 'development' },
  })),
];

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-score-terraform-'));
const catalog = catalogServiceMock({ entities });

/** Nobody is to have a shelf that is called so. */
const POLICY = {
  name: 'shelves',
  appliesTo: ['terraform-plan'],
  rules: [
    {
      ...{ name: 'names', effect: 'deny', message: 'That name is taken.' },
      when: 'plan.resources.exists(r, r.attributes.exists(a, a.path == "input.name" && has(a.after) && has(a.after.value) && a.after.value == "taken"))',
    },
  ],
};

let backend: TestBackend;
let knex: Awaited<ReturnType<typeof databases.init>>;
beforeAll(async () => {
  const modulesDir = path.join(root, 'modules');
  const policies = path.join(root, 'policies');
  fs.mkdirSync(policies);
  fs.writeFileSync(path.join(policies, 'a.yaml'), JSON.stringify(POLICY));
  fs.mkdirSync(path.join(modulesDir, 'shelf'), { recursive: true });
  fs.writeFileSync(path.join(modulesDir, 'shelf/main.tf'), MODULE);
  fs.cpSync(
    path.join(REPOSITORY, 'platform/terraform/modules/sandbox-bucket'),
    path.join(modulesDir, 'sandbox-bucket'),
    { recursive: true },
  );
  knex = await databases.init('POSTGRES_18');
  backend = await startTestBackend({
    features: [
      stacksPlugin,
      catalogServiceMock.factory({ entities }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          terraform: {
            stateDir: path.join(root, 'stacks'),
            modulesDir,
            policies: [policies],
            environments: { prod: { env: { CLOUD_TOKEN: 'of-prod' } } },
            secrets: { keys: [{ id: 'test', secret: 'k'.repeat(40) }] },
          },
        },
      }),
    ],
  });
});
afterAll(async () => {
  await backend?.stop();
  fs.rmSync(root, { recursive: true });
});

/** The plugin as Score asks it, or a person. */
const api = (
  token = mockCredentials.service.token({
    onBehalfOf: mockCredentials.service('plugin:score'),
    targetPluginId: 'terraform-stacks',
  }),
) =>
  createTerraformStacksApi({
    discoveryApi: {
      getBaseUrl: async id =>
        `http://localhost:${backend.server.port()}/api/${id}`,
    },
    fetchApi: {
      fetch: (url, init) => {
        const authorization = `Bearer ${token}`;
        const headers = Object.fromEntries(new Headers(init?.headers));
        return fetch(url, { ...init, headers: { ...headers, authorization } });
      },
    },
  });

const driver = () =>
  new TerraformDriver(
    new Stacks({
      auth: mockServices.auth({ pluginId: 'score' }),
      catalog,
      stacks: { as: () => api() },
    }),
  );

const SETTINGS = {
  module: { platform: 'shelf' },
  variables: { name: 'orders' },
  outputs: { host: 'host', password: 'password' },
};

const describeRuns = findProgram('terraform', 'tofu')
  ? describe
  : (describe.skip as typeof describe);

describeRuns('with Terraform', () => {
  describeDriver('terraform', {
    driver,
    can: [],
    settings: () => SETTINGS,
    badSettings: {
      'no module': {},
      'two modules in one': {
        module: {
          platform: 'shelf',
          registry: { source: 'a/b/c', version: '1' },
        },
      },
      'a module without a tag': {
        module: { git: { url: 'https://git.example/shelf' } },
      },
      'variables that are no map': { ...SETTINGS, variables: ['orders'] },
      'an output that is no name': { ...SETTINGS, outputs: { host: 5 } },
      'a field that is not known': { ...SETTINGS, modul: 'shelf' },
    },
    inventory: async () => {
      const { items } = await api().stacks({ limit: 200 });
      const held = items.filter(({ resources }) => resources > 0);
      return Promise.all(
        held.map(async ({ key }) => {
          const { resources } = await api().resources(key);
          const ids = resources.map(({ address, attributes }) => [
            address,
            attributes.find(one => one.path === 'id')?.value,
          ]);
          return `${key} ${JSON.stringify(ids)}`;
        }),
      );
    },
  });

  const request = (settings: object = SETTINGS) => ({
    resource: {
      id: '0198f2c4-ab12-7000-8000-1234567890ab',
      uid: 'shelf.default#orders.books',
      ...{ type: 'shelf', class: 'default', name: 'books' },
    },
    service: { ref: 'component:default/orders', name: 'orders' },
    environment: { name: 'dev', tier: 'development' },
    namespace: 'orders-dev',
    settings: settings as any,
    params: {},
  });
  const call = () => ({
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  });

  it('makes a stack that belongs to the owner of the service, and shows what it would change', async () => {
    const made = await driver().apply(request(), call());
    expect(made).toMatchObject({
      state: { stack: 'orders-dev-1234567890ab' },
      outputs: { host: 'orders.example' },
      secrets: { password: expect.stringMatching(/^orders-/) },
    });
    const { stack } = await api().stack('orders-dev-1234567890ab');
    expect(stack).toMatchObject({
      owner: 'group:default/team-finance',
      service: 'component:default/orders',
      environment: 'dev',
      module: 'shelf',
    });
    const changed = { ...SETTINGS, variables: { name: 'orders', size: 2 } };
    const plan = await driver().plan(request(changed), call());
    expect(plan).toMatchObject({
      action: 'update',
      notes: [expect.stringMatching(/^Terraform: 1 to change/)],
    });
    expect(JSON.stringify(plan.changes)).toContain(
      'terraform_data.shelf.input.size',
    );
    await driver().destroy(request(), call());
  });

  it('names an output that the module does not give', async () => {
    const wrong = { ...SETTINGS, outputs: { host: 'hots' } };
    await expect(driver().apply(request(wrong), call())).rejects.toThrow(
      'settings.outputs.host is "hots", and the module gives out host, password, size',
    );
    await driver().destroy(request(), call());
  });

  it('is refused by Terraform in words, at the plan', async () => {
    const wrong = { ...SETTINGS, variables: { nmae: 'orders' } };
    await expect(driver().plan(request(wrong), call())).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('name'),
    });
  });

  it('tells in words what a rule of the platform refuses', async () => {
    const taken = { ...SETTINGS, variables: { name: 'taken' } };
    const { notes } = await driver().plan(request(taken), call());
    expect(notes).toContain(
      'Refused by a rule of the platform: That name is taken.',
    );
    await expect(driver().apply(request(taken), call())).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('That name is taken.'),
    });
    await driver().destroy(request(), call());
  });

  it('refuses for good what is for an environment that the owner may not use', async () => {
    const asked = request();
    asked.environment = { name: 'prod', tier: 'production' };
    await expect(driver().apply(asked, call())).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('prod'),
    });
  });

  it('has a plan without changes applied, so that what the stack is made of is known', async () => {
    const key = 'orders-dev-1234567890ab';
    await driver().apply(request(), call());
    const { stack: before } = await api().stack(key);
    const same = { ...SETTINGS, variables: { name: 'orders', size: 1 } };
    await driver().apply(request(same), call());
    const { stack, definition } = await api().stack(key);
    expect(stack.lastRun).toMatchObject({ status: 'succeeded' });
    expect(stack.lastRun!.id).not.toBe(before.lastRun!.id);
    expect(definition!.variables).toEqual(same.variables);
    await driver().destroy(request(), call());
  });

  it('leaves what a person has planned', async () => {
    const key = 'orders-dev-1234567890ab';
    await driver().apply(request(), call());
    const ada = api(mockCredentials.user.token('user:default/ada'));
    const { id } = await ada.plan(key, { intent: 'change' });
    await until(
      'it waits for her',
      async () => (await ada.look(id)).status === 'awaiting-approval',
    );
    await driver().apply(request(), call());
    expect((await ada.look(id)).status).toBe('awaiting-approval');
    await ada.cancel(id, 'the test is over');
    await driver().destroy(request(), call());
  });

  it('answers from what the portal has seen a while ago, and looks once where it has not', async () => {
    const looks = async () =>
      (await knex('workflow_runs').whereRaw(`input->>'intent' = 'drift'`))
        .length;
    await driver().apply(request(), call());
    const before = await looks();
    const seen = { status: 'as-provided' };
    expect(await driver().observe(request(), call())).toEqual(seen);
    expect(await looks()).toBe(before);
    await knex('stack_drifts').update({ seen_at: new Date(0) });
    const both = [1, 2].map(() => driver().observe(request(), call()));
    expect(await Promise.all(both)).toEqual([seen, seen]);
    expect(await looks()).toBe(before + 1);
    await driver().destroy(request(), call());
  });

  it('takes no answer for a new one that a look which could not be asked has left', async () => {
    await driver().apply(request(), call());
    await knex('stack_drifts').update({
      ...{ status: 'drifted', changes: '[]', seen_at: new Date(0) },
    });
    const file = path.join(root, 'modules/shelf/main.tf');
    fs.writeFileSync(file, 'nothing that Terraform reads');
    await expect(driver().observe(request(), call())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('could not look at the stack'),
    });
    fs.writeFileSync(file, MODULE);
    const seen = { status: 'as-provided' };
    expect(await driver().observe(request(), call())).toEqual(seen);
    await driver().destroy(request(), call());
  });

  it('provides the sample of the documentation as it stands there', async () => {
    const text = fs.readFileSync(
      path.join(REPOSITORY, 'docs/examples/resources/bucket-by-terraform.yaml'),
      'utf8',
    );
    const { definitions, problems } = readDefinitions([
      { file: 'bucket.yaml', text },
    ]);
    expect(problems).toEqual([]);
    const { settings } = fillSettings(definitions[0], {
      resource: {
        ...{ uid: 's3.terraform#orders.it', type: 's3', class: 'terraform' },
        ...{ id: 'orders.it', name: 'it', annotations: {} },
        ...{ slug: 'orders-it', secretName: 'orders-it-secrets' },
      },
      params: { keptDays: 30 },
      service: { ref: 'component:default/orders', name: 'orders' },
      environment: { name: 'dev', tier: 'development', annotations: {} },
    });
    const asked = request(settings as object);
    const provided = await driver().apply(asked, call());
    expect(checkProvided(definitions[0], provided)).toEqual([]);
    expect(provided.outputs).toEqual({
      bucket: 'orders-it-dev',
      endpoint: 'https://orders-it-dev.bucket.example',
    });
    await driver().destroy(asked, call());
  });
});
