import { ArgoCdInstances } from '@towpath/argocd';
import { ArgoCdDouble, sampleApplication } from '@towpath/argocd/testUtils';
import { createCreateApplicationAction } from './createApplication';
import { createRollbackAction } from './rollback';
import { createSetParameterAction } from './setParameter';
import { createSyncAction } from './sync';
import { guardsWith } from '../__testUtils__/guards';
import { connect, TestTask } from '../__testUtils__/TestTask';
import { createWaitAction } from './wait';

const { guard, creation } = guardsWith([]);
let double: ArgoCdDouble;
let instances: ArgoCdInstances;
let task: TestTask;

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  instances = connect(double.config);
  task = new TestTask();
});

afterEach(async () => {
  await instances.close();
  await double.stop();
});

const SHOP = { name: 'shop', project: 'default' };
const shop = () => double.applications.get('shop');

function sent(match: RegExp): number {
  return double.requests.filter(({ method, path }) =>
    match.test(`${method} ${path}`),
  ).length;
}

/** Resolves once the server has been asked for this. */
async function seen(match: RegExp, times = 1): Promise<void> {
  while (sent(match) < times) await new Promise(setImmediate);
}

describe('argocd:create-application', () => {
  const input = {
    name: 'shop-dev',
    repoUrl: 'http://git.example/myorg/gitops.git',
    path: 'services/shop/overlays/dev',
    namespace: 'shop-dev',
    labels: { 'towpath.dev/service': 'shop' },
    parameters: { replicas: 2 },
    autoSync: true,
    prune: true,
    syncOptions: ['CreateNamespace=true'],
  };
  const create = (
    more: object = {},
    options: Parameters<TestTask['run']>[1] = {},
  ) =>
    createCreateApplicationAction(instances, creation).handler(
      task.run({ ...input, ...more }, options),
    );

  it('makes the application that the inputs describe', async () => {
    await create();

    expect(double.applications.get('shop-dev')).toMatchObject({
      metadata: {
        name: 'shop-dev',
        labels: { 'towpath.dev/service': 'shop' },
      },
      spec: {
        project: 'default',
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'shop-dev',
        },
        source: {
          repoURL: 'http://git.example/myorg/gitops.git',
          path: 'services/shop/overlays/dev',
          targetRevision: 'HEAD',
          helm: { parameters: [{ name: 'replicas', value: '2' }] },
        },
        syncPolicy: {
          automated: { prune: true },
          syncOptions: ['CreateNamespace=true'],
        },
      },
    });
    expect(task.output).toEqual({
      url: `${double.url}/applications/shop-dev`,
      name: 'shop-dev',
      instance: 'main',
    });
  });

  it('goes on after a crash between making it and knowing so', async () => {
    await expect(create({}, { dies: true })).rejects.toThrow('died');
    await create();

    expect(double.applications.all()).toHaveLength(1);
  });

  it('lives through an answer that was lost', async () => {
    double.loseAnswer(/POST/);

    await create();

    expect(double.applications.all()).toHaveLength(1);
  });

  it('does not touch the application of somebody else', async () => {
    await create();
    task = new TestTask('task-2');

    await expect(create({ path: 'elsewhere' })).rejects.toThrow(
      'Argo CD "main" has an application "shop-dev" already, and it is not the one asked for: spec.source.path is "services/shop/overlays/dev" instead of "elsewhere". Choose another name, or set upsert: true to replace it',
    );
    await expect(
      create({ labels: { 'towpath.dev/service': 'cart' } }),
    ).rejects.toThrow(
      'it is not the one asked for: label towpath.dev/service is "shop" instead of "cart"',
    );
    expect(double.applications.get('shop-dev').spec.source?.path).toBe(
      'services/shop/overlays/dev',
    );

    await create({ path: 'elsewhere', upsert: true });
    expect(double.applications.get('shop-dev').spec.source?.path).toBe(
      'elsewhere',
    );
  });

  it('takes for its own what a refresh and notifications have written into since', async () => {
    await create({ annotations: { team: 'a' } });
    const made = double.applications.get('shop-dev');
    double.applications.refresh(made, 'hard');
    made.metadata.annotations!['notified.notifications.argoproj.io'] = '{}';
    made.metadata.finalizers = ['resources-finalizer.argocd.argoproj.io'];
    task = new TestTask('task-2');

    await create({ annotations: { team: 'a' } });

    expect(double.applications.all()).toHaveLength(1);
    task = new TestTask('task-3');
    await expect(create({ annotations: { team: 'b' } })).rejects.toThrow(
      'annotation team is "a" instead of "b"',
    );
  });

  it.each([
    [
      { revisionHistoryLimit: 3 },
      'spec.revisionHistoryLimit is 3 instead of not set',
    ],
    [{ syncPolicy: {} }, 'spec.syncPolicy is not set instead of'],
  ])('does not take for its own one with %j', async (change, words) => {
    await create();
    const made = double.applications.get('shop-dev');
    made.spec = { ...made.spec, ...change };
    task = new TestTask('task-2');

    await expect(create()).rejects.toThrow(words);
  });

  it('refuses inputs that contradict one another', async () => {
    await expect(create({ server: 'https://a', cluster: 'b' })).rejects.toThrow(
      'both say where to deploy',
    );
    await expect(create({ autoSync: false })).rejects.toThrow(
      'prune and selfHeal are part of auto-sync',
    );
  });

  it('changes nothing in a dry run, and shows what it would send', async () => {
    await create({}, { isDryRun: true });

    expect(sent(/POST|PUT/)).toBe(0);
    expect(task.log.join()).toContain('"path":"services/shop/overlays/dev"');
  });

  it('names the instances there are when another is asked for', async () => {
    await expect(create({ instance: 'prod' })).rejects.toThrow(
      'There is no Argo CD instance "prod" in the configuration. Known: "main"',
    );
  });
});

describe('argocd:sync', () => {
  const sync = (
    more: object = {},
    options: Parameters<TestTask['run']>[1] = {},
  ) =>
    createSyncAction(instances, guard).handler(
      task.run({ ...SHOP, ...more }, options),
    );
  const POST = /POST .*\/sync/;

  beforeEach(() => {
    double.applications.put(sampleApplication('shop'));
  });

  it('deploys, waits for the end and tells what was deployed', async () => {
    const syncing = sync({ prune: true });
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    await syncing;

    expect(double.requests.find(({ body }) => body)!.body.prune).toBe(true);
    expect(task.output).toEqual({
      url: `${double.url}/applications/shop`,
      revision: 'abc123',
      phase: 'Succeeded',
    });
  });

  it('goes on with its own sync after a crash in the middle', async () => {
    const killed = new AbortController();
    const first = sync({}, { signal: killed.signal });
    await seen(/GET .*\/stream/);
    killed.abort(new Error('killed'));
    await expect(first).rejects.toThrow('killed');

    const second = sync();
    await seen(/GET .*\/stream/, 2);
    double.applications.finish('shop', 'Succeeded');
    await second;

    expect(sent(POST)).toBe(1);
    expect(task.output.phase).toBe('Succeeded');
  });

  it('finds its own sync when the process died after it had ended', async () => {
    const first = sync({}, { dies: true });
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    await expect(first).rejects.toThrow('died');

    await sync();

    expect(sent(POST)).toBe(1);
  });

  it('finds its own sync when the answer was lost', async () => {
    double.loseAnswer(POST);
    const syncing = sync();
    await seen(/GET .*\/stream/);
    double.applications.finish('shop', 'Succeeded');
    await syncing;

    expect(sent(POST)).toBe(1);
    expect(task.output.phase).toBe('Succeeded');
  });

  it('syncs anew when the one before failed and the step is run again', async () => {
    const first = sync();
    await seen(POST);
    double.applications.finish('shop', 'Failed', 'quota exceeded');
    await expect(first).rejects.toThrow(
      'the operation ended as Failed: quota exceeded',
    );

    const second = sync();
    await seen(POST, 2);
    double.applications.finish('shop', 'Succeeded');
    await second;
  });

  it('does not take the sync of another task for its own', async () => {
    const other = new TestTask('task-2');
    await createSyncAction(instances, guard).handler(
      other.run({ ...SHOP, wait: false }),
    );
    const syncing = sync();
    await seen(/GET .*\/stream/);
    expect(task.log.join()).toContain('Another operation runs');
    double.applications.finish('shop', 'Failed', 'not ours');
    await seen(POST, 3);
    double.applications.finish('shop', 'Succeeded');

    await syncing;

    expect(task.output.phase).toBe('Succeeded');
  });

  it('says why a closed sync window or auto-sync refuses', async () => {
    const message = 'cannot sync: blocked by sync window';
    double.fail(POST, 403, { code: 7, error: message, message });
    await expect(sync()).rejects.toThrow(
      'The sync window is closed now: run the step again when it is open',
    );

    shop().spec.syncPolicy = { automated: {} };
    await expect(sync({ revision: 'v2' })).rejects.toThrow(
      'Cannot sync to v2: auto-sync currently set to main',
    );
  });

  it('ends at the time given, with what it saw last', async () => {
    await expect(sync({ timeout: { seconds: 0.2 } })).rejects.toThrow(
      'Last seen: the operation is Running',
    );
    await expect(sync({ timeout: { seconds: 0 } })).rejects.toThrow(
      'is no time at all',
    );
  });

  it('says in words that Argo CD is down', async () => {
    await double.stop();

    await expect(sync()).rejects.toThrow(
      /Argo CD "main" could not read application "shop": nothing listens at localhost/,
    );
    double = await ArgoCdDouble.start();
  });
});

describe('argocd:wait', () => {
  const wait = (
    more: object = {},
    options: Parameters<TestTask['run']>[1] = {},
  ) =>
    createWaitAction(instances, guard).handler(
      task.run({ ...SHOP, ...more }, options),
    );

  it('tells the states on the way and what runs in the end', async () => {
    double.applications.put(
      sampleApplication('shop', {
        sync: { status: 'OutOfSync' },
        health: { status: 'Progressing' },
      }),
    );
    const waiting = wait();
    await seen(/GET .*\/stream/);
    double.applications.report('shop', {
      sync: { status: 'Synced', revision: 'abc' },
      health: { status: 'Healthy' },
      summary: { images: ['shop:1.0'] },
      history: [{ id: 4, revision: 'abc' }],
    });
    await waiting;

    expect(task.log).toEqual([
      'Waiting: sync is OutOfSync; health is Progressing',
      '"shop" is Synced, Healthy, revision abc',
    ]);
    expect(task.output).toEqual({
      url: `${double.url}/applications/shop`,
      health: 'Healthy',
      sync: 'Synced',
      revision: 'abc',
      images: ['shop:1.0'],
      historyId: 4,
    });
  });

  it('ends at once when the task is cancelled', async () => {
    double.applications.put(sampleApplication('shop'));
    const cancelled = new AbortController();
    const waiting = wait({}, { signal: cancelled.signal });
    await seen(/GET .*\/stream/);

    cancelled.abort(new Error('cancelled'));

    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('argocd:set-parameter', () => {
  const set = (
    more: object = {},
    options: Parameters<TestTask['run']>[1] = {},
  ) =>
    createSetParameterAction(instances, guard).handler(
      task.run({ ...SHOP, ...more }, options),
    );
  const PUT = /PUT .*\/spec/;

  beforeEach(() => {
    const application = sampleApplication('shop');
    application.spec.source!.helm = {
      parameters: [{ name: 'image.tag', value: '1.0' }],
      valueFiles: ['values.yaml'],
    };
    double.applications.put(application);
  });

  it('sets what is asked, keeps the rest and tells what was before', async () => {
    await set({
      parameters: { 'image.tag': '1.1', replicas: 3 },
      images: ['shop=registry/shop:1.1'],
    });

    expect(shop().spec.source).toMatchObject({
      helm: {
        parameters: [
          { name: 'image.tag', value: '1.1' },
          { name: 'replicas', value: '3' },
        ],
        valueFiles: ['values.yaml'],
      },
      kustomize: { images: ['shop=registry/shop:1.1'] },
    });
    expect(task.output).toMatchObject({
      changed: true,
      previous: {
        parameters: { 'image.tag': '1.0', replicas: null },
        images: { shop: null },
      },
    });
  });

  it('still knows after a crash what was there before, and writes once', async () => {
    const killed = new AbortController();
    double.meddle(({ method }) => {
      if (method === 'PUT') queueMicrotask(() => killed.abort());
      return false;
    });
    const input = { parameters: { 'image.tag': '1.1' } };
    await set(input, { signal: killed.signal }).catch(() => {});
    expect(shop().spec.source?.helm?.parameters).toEqual([
      { name: 'image.tag', value: '1.1' },
    ]);

    await set(input);

    expect(sent(PUT)).toBe(1);
    expect(task.output).toMatchObject({
      previous: { parameters: { 'image.tag': '1.0' } },
    });
  });

  it('writes nothing when all is set already', async () => {
    await set({ parameters: { 'image.tag': '1.0' } });

    expect(sent(PUT)).toBe(0);
    expect(task.output.changed).toBe(false);
  });

  it('notices that somebody else changed it at the same moment', async () => {
    double.fail(PUT, 200, sampleApplication('shop').spec);

    await expect(set({ parameters: { 'image.tag': '2' } })).rejects.toThrow(
      'Somebody else changed application "shop"',
    );
  });

  it('asks what to set', async () => {
    await expect(set()).rejects.toThrow(
      'Neither parameters nor images say what to set',
    );
  });
});

describe('argocd:rollback', () => {
  const rollback = (
    more: object = {},
    options: Parameters<TestTask['run']>[1] = {},
  ) =>
    createRollbackAction(instances, guard).handler(
      task.run({ ...SHOP, ...more }, options),
    );
  const POST = /POST .*\/rollback/;

  beforeEach(() => {
    const { source } = sampleApplication('shop').spec;
    double.applications.put(
      sampleApplication('shop', {
        history: ['one', 'two', 'three'].map((revision, id) => ({
          id,
          revision,
          source: { ...source! },
          deployedAt: '2026-11-23T09:00:00Z',
        })),
      }),
    );
  });

  it('deploys the entry before the newest again', async () => {
    const rolling = rollback();
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    await rolling;

    expect(task.output).toMatchObject({ id: 1, revision: 'two' });
    expect(shop().status?.history?.map(({ revision }) => revision)).toEqual([
      'one',
      'two',
      'three',
      'two',
    ]);
  });

  it('does not go back further when it is repeated after a crash', async () => {
    const killed = new AbortController();
    const first = rollback({}, { signal: killed.signal });
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    killed.abort(new Error('killed'));
    await first.catch(() => {});

    await rollback();

    expect(sent(POST)).toBe(1);
    expect(task.output).toMatchObject({ id: 1, revision: 'two' });
    expect(shop().status?.history).toHaveLength(4);
  });

  it('goes on with its own rollback while that runs', async () => {
    const killed = new AbortController();
    const first = rollback({}, { signal: killed.signal });
    await seen(/GET .*\/stream/);
    killed.abort(new Error('killed'));
    await expect(first).rejects.toThrow('killed');

    const second = rollback();
    await seen(/GET .*\/stream/, 2);
    double.applications.finish('shop', 'Succeeded');
    await second;

    expect(sent(POST)).toBe(1);
  });

  it('finds its own rollback when the answer was lost', async () => {
    double.loseAnswer(POST);
    const rolling = rollback({ id: 0 });
    await seen(/GET .*\/stream/);
    double.applications.finish('shop', 'Succeeded');
    await rolling;

    expect(sent(POST)).toBe(1);
    expect(task.output).toMatchObject({ id: 0, revision: 'one' });
  });

  it('lists the history when there is no such entry', async () => {
    await expect(rollback({ id: 9 })).rejects.toThrow(
      'Application "shop" has no entry 9 in its history. Its history: 0 (one, 2026-11-23T09:00:00Z), 1 (two, 2026-11-23T09:00:00Z), 2 (three, 2026-11-23T09:00:00Z)',
    );
  });

  it('leaves auto-sync alone unless it may switch it off', async () => {
    shop().spec.syncPolicy = { automated: { prune: true } };

    await expect(rollback()).rejects.toThrow(
      'has auto-sync on, which would undo a rollback',
    );
    expect(sent(/PUT/)).toBe(0);

    const rolling = rollback({ disableAutoSync: true });
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    await rolling;
    expect(shop().spec.syncPolicy).toEqual({
      automated: { prune: true, enabled: false },
    });
  });

  it('takes auto-sync out where the server does not know how to switch it off', async () => {
    await instances.close();
    await double.stop();
    double = await ArgoCdDouble.start({ version: 'v2.14.9' });
    instances = connect(double.config);
    const { source } = sampleApplication('shop').spec;
    const history = ['one', 'two'].map((revision, id) => ({
      id,
      revision,
      source,
    }));
    double.applications.put(sampleApplication('shop', { history }));
    shop().spec.syncPolicy = {
      automated: { prune: true },
      syncOptions: ['A=b'],
    };

    const rolling = rollback({ disableAutoSync: true });
    await seen(POST);
    double.applications.finish('shop', 'Succeeded');
    await rolling;

    expect(shop().spec.syncPolicy).toEqual({ syncOptions: ['A=b'] });
    expect(task.log.join()).toContain(
      'Argo CD "main" v2.14.9 does not know syncPolicy.automated.enabled, which came with 3.1',
    );
  });

  it('begins nothing that Argo CD would hold back until a window opens', async () => {
    double.isWindowOpen = false;

    await expect(rollback()).rejects.toThrow(
      'A sync window of application "shop" at Argo CD "main" is closed now: run the step again when it is open',
    );
    expect(sent(POST)).toBe(0);
  });

  it('changes nothing in a dry run', async () => {
    await rollback({}, { isDryRun: true });

    expect(sent(/POST|PUT/)).toBe(0);
  });
});
