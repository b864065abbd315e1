import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlay, SHOP, startDelivery } from './testing/index.ts';

const DEV = 'apps/shop/overlays/dev/kustomization.yaml';
const RESOURCE =
  '/applications/shop-dev/resource?kind=Deployment&group=apps&version=v1&namespace=shop&resourceName=shop';

test('a change made by hand stays without self-heal, and is undone with it', async t => {
  for (const selfHeal of [false, true]) {
    const delivery = await startDelivery(t);
    const { call, pass } = delivery;
    await delivery.create('dev', { syncPolicy: { automated: { selfHeal } } });
    await pass(3);
    await call('POST', RESOURCE, { spec: { replicas: 9 } });
    const drifted = await call('GET', '/applications/shop-dev');
    assert.equal(drifted.body.status.sync.status, 'OutOfSync');
    await pass(8);
    const later = await call('GET', '/applications/shop-dev');
    assert.equal(
      later.body.status.sync.status,
      selfHeal ? 'Synced' : 'OutOfSync',
    );
  }
});

test('self-heal syncs what differs and no more, later and later, and keeps no history of it', async t => {
  const delivery = await startDelivery(t);
  const { call, pass } = delivery;
  await delivery.create('dev', {
    syncPolicy: { automated: { selfHeal: true } },
  });
  await pass(4);
  const read = async () =>
    (await call('GET', '/applications/shop-dev')).body.status;
  const drift = () => call('POST', RESOURCE, { spec: { replicas: 9 } });
  for (const [attempt, seconds] of [
    [1, 4],
    [2, 8],
    [3, 19],
  ]) {
    await drift();
    await pass(seconds);
    const { sync, operationState, history } = await read();
    assert.equal(sync.status, 'Synced', `attempt ${attempt}`);
    assert.equal(operationState.phase, 'Succeeded');
    const { operation } = operationState;
    assert.equal(operation.sync.autoHealAttemptsCount, attempt);
    assert.deepEqual(operation.sync.resources, [
      { group: 'apps', kind: 'Deployment', name: 'shop' },
    ]);
    assert.equal(operation.initiatedBy.automated, true);
    assert.deepEqual(
      history.map((entry: { id: number }) => entry.id),
      [0],
    );
  }
  await drift();
  await pass(20);
  assert.equal(
    (await read()).sync.status,
    'OutOfSync',
    'the fourth waits 45 s',
  );
});

test('one object that is missing makes an application OutOfSync, and all of them Missing', async t => {
  const delivery = await startDelivery(t);
  const { call, pass } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(12);
  const service =
    '/applications/shop-dev/resource?kind=Service&version=v1&namespace=shop&resourceName=shop';
  const state = async () => {
    const { status } = (await call('GET', '/applications/shop-dev')).body;
    return [status.sync.status, status.health.status];
  };
  await call('DELETE', service);
  assert.deepEqual(await state(), ['OutOfSync', 'Healthy']);
  await call('DELETE', RESOURCE);
  assert.deepEqual(await state(), ['OutOfSync', 'Missing']);
});

test('what left Git is removed only by who asks for pruning', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(3);
  await write(
    'apps/shop/base/kustomization.yaml',
    'resources: [deployment.yaml]\n',
  );
  await pass(6);
  const kept = (await call('GET', '/applications/shop-dev')).body.status;
  assert.equal(kept.sync.status, 'OutOfSync');
  assert.deepEqual(
    kept.resources
      .filter((one: { requiresPruning?: boolean }) => one.requiresPruning)
      .map((one: { kind: string }) => one.kind),
    ['Service'],
  );
  await call('POST', '/applications/shop-dev/sync', { prune: true });
  await pass(3);
  const pruned = (await call('GET', '/applications/shop-dev')).body.status;
  assert.equal(pruned.sync.status, 'Synced');
  const results = pruned.operationState.syncResult.resources;
  assert.deepEqual(
    results.map((one: { kind: string; status: string }) => [
      one.kind,
      one.status,
    ]),
    [
      ['Service', 'Pruned'],
      ['Deployment', 'Synced'],
    ],
  );
});

test('a sync that fails is tried again with growing pauses, then reported and not repeated', async t => {
  const annotated = overlay(
    '1.2.0',
    "commonAnnotations: { sandbox.towpath.dev/sync-fail: 'quota exceeded' }\n",
  );
  const delivery = await startDelivery(t, {
    files: { ...SHOP, [DEV]: annotated },
  });
  const { call, pass } = delivery;
  const retry = { limit: 2, backoff: { duration: '5s', factor: 2 } };
  await delivery.create('dev', { syncPolicy: { automated: {}, retry } });
  const read = async () =>
    (await call('GET', '/applications/shop-dev')).body.status;
  await pass(3);
  const first = await read();
  assert.equal(first.operationState.phase, 'Running');
  assert.equal(first.operationState.retryCount, 1);
  assert.ok(first.operationState.finishedAt, 'of the try that has failed');
  assert.match(
    first.operationState.message,
    /Retrying attempt #1 at 12:00PM\.$/,
  );
  await pass(20);
  const last = await read();
  assert.equal(last.operationState.phase, 'Failed');
  assert.equal(
    last.operationState.message,
    'one or more synchronization tasks completed unsuccessfully, reason: quota exceeded,quota exceeded (retried 2 times).',
  );
  assert.deepEqual(
    last.conditions.map((one: { type: string }) => one.type),
    ['SyncError'],
  );
  await delivery.write(DEV, overlay('1.2.1'));
  await pass(6);
  const mended = await read();
  assert.equal(mended.sync.status, 'Synced');
  assert.equal(mended.conditions, undefined);
});

test('a version that is broken rolls out, is degraded, and recovers with the next', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await write(DEV, overlay('1.3.0-broken'));
  const health = async () =>
    (await call('GET', '/applications/shop-dev')).body.status.health.status;
  await pass(5);
  assert.equal(await health(), 'Progressing');
  await pass(10);
  assert.equal(await health(), 'Degraded');
  await write(DEV, overlay('1.3.1'));
  await pass(12);
  assert.equal(await health(), 'Healthy');
});

// Rendered manifests are written anew each time, so the deadline is said beside them.
test('the deadline of a broken version may be said by an annotation', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  const deadline = `commonAnnotations: { sandbox.towpath.dev/progress-deadline: 30s }\n`;
  await write(DEV, overlay('1.3.0-broken', deadline));
  const health = async () =>
    (await call('GET', '/applications/shop-dev')).body.status.health.status;
  await pass(20);
  assert.equal(await health(), 'Progressing');
  await pass(20);
  assert.equal(await health(), 'Degraded');
});

test('a version that is broken in one environment is healthy in another', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  const version = '1.3.0-broken-in-prod';
  for (const environment of ['dev', 'prod']) {
    await delivery.create(environment, { syncPolicy: { automated: {} } });
    const labels = `labels: [{ pairs: { towpath.dev/environment: ${environment} } }]\n`;
    await write(
      `apps/shop/overlays/${environment}/kustomization.yaml`,
      overlay(version, labels),
    );
  }
  await pass(14);
  const health = async (name: string) =>
    (await call('GET', `/applications/${name}`)).body.status.health.status;
  assert.equal(await health('shop-dev'), 'Healthy');
  assert.equal(await health('shop-prod'), 'Degraded');
});

test('when Git is away the state is unknown with the reason, and known again afterwards', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, host } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(9);
  await host.api('PATCH', '/repos/myorg/gitops', { archived: true });
  await host.close();
  await pass(1);
  const { status } = (await call('GET', '/applications/shop-dev?refresh=hard'))
    .body;
  assert.equal(status.sync.status, 'Unknown');
  assert.equal(status.health.status, 'Healthy');
  // Nothing was resolved, so what was asked for is told.
  assert.equal(status.sync.revision, 'main');
  assert.equal(status.conditions[0].type, 'ComparisonError');
  assert.match(
    status.conditions[0].message,
    /Failed to load target state.*ls-remote/s,
  );
});

test('a restart in the middle of a sync ends it truly and once', async t => {
  const delivery = await startDelivery(t);
  const { call, clock } = delivery;
  await delivery.create('prod');
  await call('POST', '/applications/shop-prod/sync', {});
  await delivery.tick();
  await delivery.close();
  const second = await delivery.restart();
  const before = await second.call('GET', '/applications/shop-prod');
  assert.equal(before.body.status.operationState.phase, 'Running');
  for (let i = 0; i < 5; i++) {
    clock.advance(1);
    await second.tick();
  }
  const { body } = await second.call('GET', '/applications/shop-prod');
  assert.equal(body.status.operationState.phase, 'Succeeded');
  assert.equal(body.status.history.length, 1);
});

test('what a closed window has held begins with the next comparison, and not when the window opens', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, write } = delivery;
  const setWindows = (syncWindows: object[]) => {
    const spec = { sourceRepos: ['*'], destinations: [], syncWindows };
    const project = { metadata: { name: 'default' }, spec };
    return call('PUT', '/projects/default', { project });
  };
  const revision = async (query = '') =>
    (await call('GET', `/applications/shop-dev${query}`)).body.status
      .operationState?.syncResult?.revision;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(9);
  const closed = { kind: 'deny', schedule: '* * * * *', duration: '1h' };
  await setWindows([{ ...closed, applications: ['*'] }]);
  const sha = await write(
    'apps/shop/overlays/dev/kustomization.yaml',
    overlay('1.2.0'),
  );
  await pass(9);
  await setWindows([]);
  await pass(30);
  assert.notEqual(await revision(), sha);
  await revision('?refresh=normal');
  await pass(9);
  assert.equal(await revision(), sha);
});
