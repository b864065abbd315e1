import type { JsonObject } from '@backstage/types';
import { describeDriver } from '@towpath/plugin-score-node/testUtils';
import { call, requestWith } from '../__testUtils__/asking';
import { KubernetesDriver } from './KubernetesDriver';

const driver = new KubernetesDriver();

const claim = (size: number): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'orders-data' },
  spec: { resources: { requests: { storage: `${size}Gi` } } },
});

const settings = (change: JsonObject = {}): JsonObject => ({
  manifests: [claim(1)],
  outputs: { host: 'orders-db', port: 5432 },
  secretOutputs: { password: {}, key: { length: 64 } },
  ...change,
});

const manifest = (change: JsonObject): JsonObject =>
  settings({ manifests: [{ ...claim(1), ...change }] });

describeDriver('kubernetes', {
  driver: () => driver,
  can: [],
  settings,
  badSettings: {
    'no manifests': { outputs: {} },
    'an empty list': settings({ manifests: [] }),
    'a text in the list': settings({ manifests: ['a'] }),
    'no version': manifest({ apiVersion: null }),
    'no kind': manifest({ kind: 'Persistent Volume' }),
    'no name': manifest({ metadata: {} }),
    'a generated name': manifest({ metadata: { generateName: 'a-' } }),
    'a name that no object has': manifest({ metadata: { name: 'Orders.db' } }),
    'an object of the whole cluster': manifest({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
    }),
    'objects inside a list': manifest({
      kind: 'List',
      items: [{ kind: 'Secret' }],
    }),
    'objects inside a list of a kind': manifest({
      kind: 'SecretList',
      items: [{ stringData: { a: 'b' } }],
    }),
    'a Secret with stringData': manifest({
      kind: 'Secret',
      stringData: { password: 'x' },
    }),
    'a Secret with data': manifest({ kind: 'Secret', data: { a: 'eA==' } }),
    'two of one name': settings({ manifests: [claim(1), claim(2)] }),
    'a switch as text': settings({ allowClusterScoped: 'true' }),
    'a setting that is not known': settings({ manifest: [] }),
    'outputs as a list': settings({ outputs: ['host'] }),
    'a name of an output with a dot': settings({ outputs: { 'a.b': 1 } }),
    'a secret given in clear': settings({ secretOutputs: { key: 'abc' } }),
    'a secret too short': settings({ secretOutputs: { key: { length: 7 } } }),
    'a secret too long': settings({ secretOutputs: { key: { length: 129 } } }),
    'a secret of half a character': settings({
      secretOutputs: { key: { length: 8.5 } },
    }),
    'a secret of a text that everybody knows': settings({
      secretOutputs: { key: { text: 'admin' } },
    }),
    'a secret of another that is none': settings({
      secretOutputs: { password: {}, key: { text: 'a:$(pasword)' } },
    }),
    'a secret of one that is put together itself': settings({
      secretOutputs: {
        password: {},
        key: { text: '$(password)' },
        other: { text: '$(key)' },
      },
    }),
    'an output that is open and secret': settings({
      outputs: { password: 'x' },
    }),
  },
  inventory: async () => [],
});

const request = (given: JsonObject = settings(), state?: JsonObject) =>
  requestWith(given, state);

const provided = async (given = settings()) =>
  (await driver.apply(request(given), call)).state;

describe('settings of objects, while they are expressions', () => {
  it.each<[string, JsonObject]>([
    ['a whole list', { manifests: '${params.objects}' }],
    ['an object', { manifests: ['${params.object}'] }],
    ['a name', manifest({ metadata: { name: '${resource.slug}' } })],
    [
      'a length',
      settings({ secretOutputs: { key: { length: '${params.n}' } } }),
    ],
    [
      'a part of a name',
      manifest({ metadata: { name: 'x-${resource.slug}' } }),
    ],
  ])('has nothing against %s', (_what, given) => {
    expect(driver.checkSettings(given)).toEqual([]);
  });

  it('says while definitions are read what no filling mends', () => {
    const given = manifest({
      kind: 'Secret',
      stringData: { password: '${params.password}' },
    });
    expect(driver.checkSettings(given)).toEqual([
      expect.stringMatching(/Secret with stringData.*settings\.secretOutputs/),
    ]);
  });

  it('names setting, value and way out', () => {
    expect(driver.checkSettings({ ...settings(), secretOutput: {} })).toEqual([
      expect.stringMatching(
        /settings\.secretOutput is not known.*Did you mean secretOutputs\?/,
      ),
    ]);
  });
});

describe('settings that are filled in', () => {
  it.each<[string, JsonObject]>([
    ['a name that looks like an expression', { name: '${params.name}' }],
    ['a name with a part of one', { name: 'x-${y}' }],
    ['another namespace', { name: 'a', namespace: 'kube-system' }],
    [
      'a namespace that looks like an expression',
      { name: 'a', namespace: '${x}' },
    ],
    ['no namespace at all', { name: 'a', namespace: '' }],
  ])('are refused with %s', async (_what, metadata) => {
    const given = request(manifest({ metadata }));
    for (const method of ['plan', 'apply'] as const) {
      await expect(driver[method](given, call)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/settings\.manifests\[0\]\.metadata\./),
      });
    }
  });
});

describe('a plan of objects', () => {
  it('shows all of them before the first time', async () => {
    const plan = await driver.plan(request(), call);
    expect(plan).toEqual({
      action: 'create',
      changes: [],
      outputs: { host: 'orders-db', port: 5432 },
      manifests: [claim(1)],
    });
  });

  it('tells paths and values of what changes', async () => {
    const given = settings({
      manifests: [claim(2)],
      outputs: { host: 'orders-db', port: 6432 },
    });
    const plan = await driver.plan(request(given, await provided()), call);
    expect(plan).toMatchObject({
      action: 'update',
      manifests: [claim(2)],
      changes: [
        {
          field:
            'PersistentVolumeClaim orders-data: spec.resources.requests.storage',
          before: '1Gi',
          after: '2Gi',
        },
        { field: 'outputs.port', before: '5432', after: '6432' },
      ],
    });
  });

  it('warns of data that goes with an object', async () => {
    const other = { ...claim(1), metadata: { name: 'other' } };
    const given = settings({ manifests: [other] });
    const plan = await driver.plan(request(given, await provided()), call);
    expect(plan.changes).toEqual([
      { field: 'PersistentVolumeClaim other', after: 'added' },
      {
        field: 'PersistentVolumeClaim orders-data',
        before: 'there',
        after: 'removed',
      },
    ]);
    expect(plan.notes).toEqual([
      'PersistentVolumeClaim orders-data leaves Git, and what it holds may go with it once Argo CD prunes it',
    ]);
  });

  it('cuts what is too long to read, and keeps labels apart', async () => {
    const labelled = (value: string): JsonObject => ({
      ...claim(1),
      metadata: {
        name: 'orders-data',
        annotations: { 'a.b/c': value, constructor: 'x' },
      },
    });
    const before = await provided(settings({ manifests: [labelled('old')] }));
    const given = settings({ manifests: [labelled('n'.repeat(999))] });
    const { changes } = await driver.plan(request(given, before), call);
    expect(changes).toEqual([
      {
        field:
          'PersistentVolumeClaim orders-data: metadata.annotations["a.b/c"]',
        before: 'old',
        after: `${'n'.repeat(200)}…`,
      },
    ]);
  });

  it('sees keys that every object inherits', async () => {
    const given = settings({
      manifests: [
        { ...claim(1), metadata: { name: 'orders-data', constructor: 'x' } },
      ],
    });
    const { changes } = await driver.plan(
      request(given, await provided()),
      call,
    );
    expect(changes).toEqual([
      {
        field: 'PersistentVolumeClaim orders-data: metadata.constructor',
        after: 'x',
      },
    ]);
  });

  it('does nothing where only the order of keys differs', async () => {
    const { spec, ...rest } = claim(1);
    const given = settings({ manifests: [{ spec, ...rest }] });
    const plan = await driver.plan(request(given, await provided()), call);
    expect(plan.action).toBe('none');
  });
});

describe('secrets that the driver makes', () => {
  it('are as long as is said', async () => {
    const { secrets } = await driver.apply(request(), call);
    expect(secrets?.password).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(secrets?.key).toMatch(/^[A-Za-z0-9_-]{64}$/);
  });

  const composed = settings({
    secretOutputs: {
      connection: { text: 'mongodb://root:$(password)@db/$(password)' },
      password: {},
    },
  });

  it('are put together of others, for connection strings', async () => {
    const { secrets = {} } = await driver.apply(request(composed), call);
    const { connection, password } = secrets;
    expect(password).toHaveLength(32);
    expect(connection).toBe(`mongodb://root:${password}@db/${password}`);
  });

  it('are not put together of one that nobody can read any more', async () => {
    const { state } = await driver.apply(request(), call);
    await expect(driver.apply(request(composed, state), call)).rejects.toThrow(
      /connection takes \$\(password\), which was made before and is sealed/,
    );
  });

  it('are made once, and one that is new beside them', async () => {
    const state = await provided();
    const given = settings({ secretOutputs: { password: {}, token: {} } });
    const plan = await driver.plan(request(given, state), call);
    expect(plan.changes).toEqual([
      { field: 'secret token', after: 'made' },
      { field: 'secret key', before: 'there', after: 'removed' },
    ]);
    const again = await driver.apply(request(given, state), call);
    expect(Object.keys(again.secrets ?? {})).toEqual(['token']);
  });
});

describe('objects of the whole cluster', () => {
  const role: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'orders.example.org' },
  };

  it('go to Git where the definition says that it is meant', async () => {
    const given = { manifests: [role], allowClusterScoped: true };
    await expect(driver.plan(request(given), call)).resolves.toMatchObject({
      manifests: [role],
    });
  });

  it('are told from those of the same kind in another group', () => {
    const provider = {
      apiVersion: 'notification.toolkit.fluxcd.io/v1',
      kind: 'Provider',
      metadata: { name: 'alerts' },
    };
    expect(driver.checkSettings({ manifests: [provider] })).toEqual([]);
  });
});

it('takes the namespace of the workload, said in full', async () => {
  const given = manifest({
    metadata: { name: 'orders-data', namespace: 'orders-dev' },
  });
  await expect(driver.plan(request(given), call)).resolves.toMatchObject({
    action: 'create',
  });
});
