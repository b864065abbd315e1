import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Application } from './model.ts';
import { type Delivery, overlay, startDelivery } from './testing/index.ts';

interface Node {
  kind: string;
  name: string;
  uid?: string;
  images?: string[];
  parentRefs?: { kind: string; name: string; uid: string }[];
  health?: { status: string };
}

const FOLDER = 'apps/shop/overlays/dev';

async function look({ call }: Delivery) {
  const { body } = await call('GET', '/applications/shop-dev');
  const tree = await call('GET', '/applications/shop-dev/resource-tree');
  const nodes: Node[] = tree.body.nodes;
  const of = (kind: string) => nodes.filter(node => node.kind === kind);
  const pods = of('Pod').flatMap(({ images = [] }) => images);
  return { status: body.status, nodes, of, images: [...new Set(pods)].sort() };
}

test('the tree has pods below a replica set below a Deployment, and images at pods alone', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await delivery.pass(12);
  const { nodes, of } = await look(delivery);
  const [[deployment], [set], [pod]] = ['Deployment', 'ReplicaSet', 'Pod'].map(
    of,
  );
  assert.equal(nodes.length, 4);
  assert.equal(set.parentRefs![0].uid, deployment.uid);
  assert.equal(pod.parentRefs![0].uid, set.uid);
  assert.equal(pod.health!.status, 'Healthy');
  assert.deepEqual(pod.images, ['registry.example/shop:1.1.0']);
  for (const { kind, images } of nodes) {
    if (kind !== 'Pod') assert.equal(images, undefined, kind);
  }
});

test('the images that are summed up are those of the pods in the tree, whatever the workload does', async t => {
  const delivery = await startDelivery(t);
  const { write, pass } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(12);
  const steps: [text: string, seconds: number, sets: string[]][] = [
    [overlay('1.2.0'), 4, ['Healthy', 'Progressing']],
    [overlay('1.2.0'), 10, ['Healthy', 'Healthy']],
    [overlay('1.3.0-broken'), 14, ['Healthy', 'Progressing']],
    [
      overlay('1.2.0', 'replicas: [{ name: shop, count: 0 }]'),
      14,
      ['Healthy', 'Healthy'],
    ],
  ];
  for (const [text, seconds, sets] of steps) {
    await write(`${FOLDER}/kustomization.yaml`, text);
    await pass(seconds);
    const { status, of, images } = await look(delivery);
    assert.deepEqual(images, status.summary.images ?? [], text);
    assert.deepEqual(
      of('ReplicaSet').map(({ health }) => health!.status),
      sets,
      text,
    );
  }
});

test('what Git asks for and is not there is in the tree as Missing, without an identity', async t => {
  const delivery = await startDelivery(t);
  await delivery.write(
    `${FOLDER}/settings.yaml`,
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }',
  );
  const text = overlay('1.1.0').replace('base]', 'base, settings.yaml]');
  await delivery.write(`${FOLDER}/kustomization.yaml`, text);
  await delivery.create('dev');
  const { status, nodes } = await look(delivery);
  assert.deepEqual(
    nodes.map(({ kind, health, uid }) => [kind, health!.status, uid]).sort(),
    [
      ['ConfigMap', 'Missing', undefined],
      ['Deployment', 'Missing', undefined],
      ['Service', 'Missing', undefined],
    ],
  );
  for (const { kind, health } of status.resources) {
    assert.deepEqual(health, { status: 'Missing' }, kind);
  }
});

test('the health of resources is that of the tree, and the status says so', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  for (const seconds of [1, 3, 12]) {
    await delivery.pass(seconds);
    const { status, nodes } = await look(delivery);
    assert.equal(status.resourceHealthSource, 'appTree');
    for (const { kind, name, health } of status.resources) {
      const node = nodes.find(one => one.kind === kind && one.name === name);
      assert.deepEqual(health?.status, node!.health?.status, kind);
    }
  }
});

test('a list tells the health of an application, and of its resources only that one is missing', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await delivery.create('prod');
  await delivery.pass(12);
  const { body } = await delivery.call('GET', '/applications');
  const found = body.items.map(({ status }: Application) => [
    status.health.status,
    ...status.resources!.map(({ health }) => health?.status),
  ]);
  assert.deepEqual(found, [
    ['Healthy', undefined, undefined],
    ['Missing', 'Missing', 'Missing'],
  ]);
});
