import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, overlay, startDelivery } from './testing/index.ts';

const state = ({ body: { status } }: Answer) => [
  status.sync.status,
  status.health.status,
];

test('an application is out of sync and missing until it is synced; then it rolls out and is healthy', async t => {
  const delivery = await startDelivery(t);
  const { call, pass } = delivery;
  assert.deepEqual(state(await delivery.create('prod')), [
    'OutOfSync',
    'Missing',
  ]);
  const asked = await call('POST', '/applications/shop-prod/sync', {
    infos: [{ name: 'promotion', value: '42' }],
  });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  // Until the controller has taken it up, all that is told is what was asked for.
  assert.equal(asked.body.status.operationState, undefined);
  const { revision, source } = asked.body.operation.sync;
  assert.match(revision, /^[0-9a-f]{40}$/);
  assert.deepEqual(source, asked.body.spec.source);
  await pass(3);
  const synced = await call('GET', '/applications/shop-prod');
  assert.deepEqual(state(synced), ['Synced', 'Progressing']);
  const { operationState, history, summary } = synced.body.status;
  assert.equal(operationState.phase, 'Succeeded');
  assert.deepEqual(operationState.operation.info, [
    { name: 'promotion', value: '42' },
  ]);
  assert.equal(synced.body.operation, undefined);
  assert.equal(history[0].revision, synced.body.status.sync.revision);
  assert.deepEqual(history[0].initiatedBy, { username: 'towpath' });
  assert.deepEqual(summary.images, ['registry.example/shop:1.0.0']);
  await pass(6);
  const done = await call('GET', '/applications/shop-prod');
  assert.deepEqual(state(done), ['Synced', 'Healthy']);
});

test('a push reaches an automated application by itself, and a manual one only as a difference', async t => {
  const delivery = await startDelivery(t);
  const { call, pass } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await delivery.create('prod');
  await call('POST', '/applications/shop-prod/sync', {});
  await pass(9);
  const sha = await delivery.write(
    'apps/shop/overlays/dev/kustomization.yaml',
    overlay('1.2.0'),
  );
  await delivery.write(
    'apps/shop/overlays/prod/kustomization.yaml',
    overlay('1.1.0'),
  );
  await pass(12);
  const { body: list } = await call('GET', '/applications');
  assert.deepEqual(
    list.items.map((item: Answer['body']) => [
      item.metadata.name,
      ...state({ body: item } as Answer),
      item.status.summary.images,
    ]),
    [
      ['shop-dev', 'Synced', 'Healthy', ['registry.example/shop:1.2.0']],
      ['shop-prod', 'OutOfSync', 'Healthy', ['registry.example/shop:1.0.0']],
    ],
  );
  assert.ok(sha);
});

test('a sync in several waves goes on until what it applied is healthy, and can be ended before', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  const folder = 'apps/shop/overlays/dev';
  const early = "{ argocd.argoproj.io/sync-wave: '-1' }";
  await write(
    `${folder}/early.yaml`,
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: early, annotations: ${early} } }`,
  );
  const run = (version: string) =>
    write(
      `${folder}/kustomization.yaml`,
      overlay(version).replace('base]', 'base, early.yaml]'),
    );
  const operation = async () =>
    (await call('GET', '/applications/shop-dev')).body.status.operationState;
  await run('1.2.0');
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(4);
  assert.equal((await operation()).phase, 'Running');
  await pass(8);
  assert.equal((await operation()).phase, 'Succeeded');

  await run('1.3.0-stuck');
  await pass(60);
  const { phase, message } = await operation();
  assert.equal(phase, 'Running');
  assert.equal(message, 'waiting for healthy state of Deployment/shop');
  await call('DELETE', '/applications/shop-dev/operation');
  await pass(1);
  assert.equal((await operation()).phase, 'Failed');

  await run('1.4.0-broken');
  await pass(12);
  assert.equal(
    (await operation()).message,
    'one or more synchronization tasks completed unsuccessfully, reason: Deployment "shop" exceeded its progress deadline',
  );
});

test('the images are those of pods: old and new while a version comes, one when it is there, none at 0 replicas', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  const images = async () =>
    (await call('GET', '/applications/shop-dev')).body.status.summary;
  const run = (version: string, more = '') =>
    write('apps/shop/overlays/dev/kustomization.yaml', overlay(version, more));
  const [old, newer, broken] = ['1.1.0', '1.2.0', '1.3.0-broken'].map(
    tag => `registry.example/shop:${tag}`,
  );
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(12);
  assert.deepEqual(await images(), { images: [old] });
  await run('1.2.0');
  await pass(4);
  assert.deepEqual(await images(), { images: [old, newer] });
  await pass(10);
  assert.deepEqual(await images(), { images: [newer] });
  await run('1.3.0-broken');
  await pass(14);
  assert.deepEqual(await images(), { images: [newer, broken] });
  await run('1.2.0', 'replicas: [{ name: shop, count: 0 }]');
  await pass(14);
  assert.deepEqual(await images(), {});
  const { body } = await call('GET', '/applications/shop-dev');
  assert.deepEqual(state({ body } as Answer), ['Synced', 'Healthy']);
});

test('a CronJob runs no pod while it waits for its hour', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  const folder = 'apps/shop/overlays/dev';
  await write(
    `${folder}/nightly.yaml`,
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: nightly }, spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: n, image: registry.example/tool:1 }] } } } } } }',
  );
  await write(`${folder}/kustomization.yaml`, 'resources: [nightly.yaml]\n');
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(12);
  const { body } = await call('GET', '/applications/shop-dev');
  assert.deepEqual(body.status.summary, {});
});
