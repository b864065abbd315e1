import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type Delivery, startDelivery, TOKEN } from './testing/index.ts';

/** Reads a stream, event by event. */
async function open(
  t: TestContext,
  { url }: Delivery,
  query = '',
  accept = 'application/json',
) {
  const abort = new AbortController();
  t.after(() => abort.abort());
  const response = await fetch(`${url}/api/v1/stream/applications${query}`, {
    headers: { Authorization: `Bearer ${TOKEN}`, Accept: accept },
    signal: abort.signal,
  });
  async function* lines() {
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n');
      text = parts.pop()!;
      yield* parts.filter(Boolean);
    }
  }
  const reader = lines();
  return {
    type: response.headers.get('content-type'),
    next: async () => (await reader.next()).value as string | undefined,
  };
}

const summary = (line: string | undefined) => {
  const { type, application } = JSON.parse(line!).result;
  return [type, application.metadata.name, application.status?.sync?.status];
};

test('a stream begins with everything there is and goes on with every change', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev');
  await delivery.create('prod');
  const stream = await open(t, delivery);
  assert.deepEqual(summary(await stream.next()), [
    'ADDED',
    'shop-dev',
    'OutOfSync',
  ]);
  assert.deepEqual(summary(await stream.next()), [
    'ADDED',
    'shop-prod',
    'OutOfSync',
  ]);
  await delivery.call('DELETE', '/applications/shop-prod?cascade=false');
  assert.deepEqual(summary(await stream.next()).slice(0, 2), [
    'DELETED',
    'shop-prod',
  ]);
});

test('from a version on there is no beginning, and fewer fields mean fewer events', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev');
  const { body: list } = await delivery.call('GET', '/applications');
  const fields =
    'result.type,result.application.metadata.name,result.application.status.sync.status';
  const version = Number(list.metadata.resourceVersion) + 1;
  const query = `?fields=${fields}&resourceVersion=${version}`;
  const stream = await open(t, delivery, query);
  await delivery.call('POST', '/applications/shop-dev/sync', {});
  await delivery.pass(9);
  const events = [await stream.next(), await stream.next()].map(line =>
    JSON.parse(line!),
  );
  assert.deepEqual(
    events.map(({ result }) => result.application.status.sync.status),
    ['OutOfSync', 'Synced'],
  );
  assert.deepEqual(Object.keys(events[0].result.application.metadata), [
    'name',
  ]);
});

test('who accepts server-sent events gets them', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev');
  const stream = await open(t, delivery, '', 'text/event-stream');
  assert.match(stream.type!, /^text\/event-stream/);
  assert.match((await stream.next())!, /^data: \{"result":.*\} $/);
});

test('lists answer only the fields that the real server lets through', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev');
  await delivery.create('prod');
  const { body } = await delivery.call(
    'GET',
    '/applications?selector=towpath.dev/environment+in+(dev,test)&fields=items.metadata.name,items.status.history,items.status.sync.status',
  );
  assert.deepEqual(body, {
    items: [
      {
        metadata: { name: 'shop-dev' },
        status: { sync: { status: 'OutOfSync' } },
      },
    ],
  });
});

test('a fault that a test asks for is met: an error, and a stream that breaks', async t => {
  let broken = true;
  const delivery = await startDelivery(t, {
    faults: {
      onRequest: ({ path }) =>
        broken && path.includes('/shop-dev') ? { status: 500 } : undefined,
      onStreamEvent: () => 'drop',
    },
  });
  await delivery.create('dev');
  assert.equal(
    (await delivery.call('GET', '/applications/shop-dev')).status,
    500,
  );
  broken = false;
  assert.equal(
    (await delivery.call('GET', '/applications/shop-dev')).status,
    200,
  );
  const stream = await open(t, delivery);
  await assert.rejects(stream.next());
});
