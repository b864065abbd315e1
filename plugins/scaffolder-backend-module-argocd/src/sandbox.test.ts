import { ArgoCdInstances } from '@towpath/argocd';
import { createCreateApplicationAction } from './actions/createApplication';
import { createRollbackAction } from './actions/rollback';
import { createSetParameterAction } from './actions/setParameter';
import { createSyncAction } from './actions/sync';
import { guardsWith } from './__testUtils__/guards';
import { connect, TestTask } from './__testUtils__/TestTask';
import { createWaitAction } from './actions/wait';
import { startSandbox, type Sandbox } from './__testUtils__/startSandbox';

const { guard, creation } = guardsWith([]);
let sandbox: Sandbox;
let instances: ArgoCdInstances;

beforeAll(async () => {
  sandbox = await startSandbox();
  const { url, token } = sandbox;
  instances = connect({ name: 'main', url, token });
});

afterAll(async () => {
  await instances?.close();
  await sandbox?.stop();
});

const input = (name: string) => ({ name, project: 'default' });

/** A shop that follows the overlay of `dev` or `prod`, in a namespace of its own. */
async function create(task: TestTask, name: string, more: object = {}) {
  await createCreateApplicationAction(instances, creation).handler(
    task.run({
      ...input(name),
      repoUrl: sandbox.repoUrl,
      path: 'apps/shop/overlays/prod',
      revision: 'main',
      namespace: name,
      ...more,
    }),
  );
}

const sync = (task: TestTask, name: string, more = {}, options = {}) =>
  createSyncAction(instances, guard).handler(
    task.run({ ...input(name), ...more }, options),
  );
const wait = (task: TestTask, name: string) =>
  createWaitAction(instances, guard).handler(task.run(input(name)));
const read = (name: string) => instances.get().get(input(name));
const setImage = (task: TestTask, name: string, version: string) =>
  createSetParameterAction(instances, guard).handler(
    task.run({
      ...input(name),
      images: [`registry.example/shop:${version}`],
    }),
  );

/** A signal that aborts as soon as a sync or rollback runs at the server. */
function killedWhileOperating(name: string): AbortSignal {
  const killed = new AbortController();
  const follow = async () => {
    const { signal } = killed;
    for await (const item of instances.get().watch({ name, signal })) {
      const phase =
        item.type === 'MODIFIED' &&
        item.application.status?.operationState?.phase;
      if (phase === 'Running') killed.abort(new Error('killed'));
    }
  };
  follow().catch(() => {});
  return killed.signal;
}

it('takes an application from nothing to healthy, to another image and back', async () => {
  const name = 'journey';
  const task = new TestTask();
  await create(task, name);
  // Leaves an annotation behind, which Argo CD takes for another application.
  await instances.get().get(input(name), { refresh: 'hard' });
  await create(new TestTask('again'), name);
  await sync(task, name, { prune: true });
  await wait(task, name);
  expect(task.output).toMatchObject({
    health: 'Healthy',
    sync: 'Synced',
    images: ['registry.example/shop:1.0.0'],
    url: `${sandbox.url}/applications/${name}`,
  });

  const second = new TestTask('task-2');
  await setImage(second, name, '2.0.0');
  expect(second.output.changed).toBe(true);
  await sync(second, name);
  await wait(second, name);
  expect(second.output.images).toEqual(['registry.example/shop:2.0.0']);

  const third = new TestTask('task-3');
  await createRollbackAction(instances, guard).handler(third.run(input(name)));
  const { status } = await read(name);
  expect(status?.history?.at(-1)?.source?.kustomize?.images ?? []).toEqual([]);
  expect(third.output.id).toBe(status?.history?.[0].id);
});

it('begins one sync although it is killed in the middle and repeated', async () => {
  const name = 'crash-sync';
  const task = new TestTask();
  await create(task, name);

  const signal = killedWhileOperating(name);
  await expect(sync(task, name, {}, { signal })).rejects.toThrow('killed');
  await sync(task, name);

  expect(task.output.phase).toBe('Succeeded');
  expect(task.log).toContain(
    'This step has begun the sync before; going on with that one',
  );
  expect((await read(name)).status?.history).toHaveLength(1);
});

it('goes back once although the rollback is killed in the middle and repeated', async () => {
  const name = 'crash-rollback';
  const task = new TestTask();
  await create(task, name);
  await sync(task, name);
  for (const version of ['2.0.0', '3.0.0']) {
    const step = new TestTask(version);
    await setImage(step, name, version);
    await sync(step, name);
  }
  const rollback = (signal?: AbortSignal) =>
    createRollbackAction(instances, guard).handler(
      task.run(input(name), { signal }),
    );

  const signal = killedWhileOperating(name);
  await expect(rollback(signal)).rejects.toThrow('killed');
  await rollback();
  await rollback();

  const history = (await read(name)).status!.history!;
  expect(history).toHaveLength(4);
  expect(history.at(-1)!.source?.kustomize?.images).toEqual([
    'registry.example/shop:2.0.0',
  ]);
});

it('is refused as a real one refuses', async () => {
  const name = 'refused';
  const task = new TestTask();
  await create(task, name);

  await expect(
    create(new TestTask('task-2'), name, { path: 'apps/shop/overlays/dev' }),
  ).rejects.toThrow(`has an application "${name}" already`);
  await expect(wait(task, 'nothing-here')).rejects.toMatchObject({
    problem: 'not-found',
  });
  await expect(
    instances.get().get({ name: 'nothing-here' }),
  ).rejects.toMatchObject({ problem: 'forbidden' });

  const [check] = await instances.check();
  expect(check).toMatchObject({ ok: true });
  const { url } = sandbox;
  const stranger = connect({ name: 'main', url, token: 'wrong' });
  expect(await stranger.check()).toMatchObject([
    { ok: false, problem: 'credentials' },
  ]);
  await stranger.close();
});
