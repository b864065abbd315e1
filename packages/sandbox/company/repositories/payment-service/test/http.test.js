import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createApp } from '../src/app.js';
import { TestGateway } from '../src/gateway.js';
import { Payments } from '../src/payments.js';

const body = {
  orderId: 'o-7',
  cardToken: 'tok_visa',
  amount: { value: '19.90', currency: 'EUR' },
};
let server;
let url;
let reachable = true;
let made = 0;

before(async () => {
  const now = () => Date.UTC(2026, 10, 2);
  const payments = new Payments({
    gateway: new TestGateway(),
    now,
    newId: () => `pay_${++made}`,
  });
  server = createApp({
    payments,
    now,
    databaseReachable: async () => reachable,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

const post = (path, payload, key) =>
  fetch(url + path, {
    method: 'POST',
    headers: key ? { 'idempotency-key': key } : {},
    body: JSON.stringify(payload),
  });

test('the same key and body charge once and get the same answer', async () => {
  const first = await post('/payments', body, 'key-1');
  const again = await post('/payments', body, 'key-1');
  assert.equal(first.status, 201);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.deepEqual(await again.json(), await first.json());
  assert.equal(made, 1);
});

test('a key that comes back with another amount is refused', async () => {
  const other = { ...body, amount: { value: '1.00', currency: 'EUR' } };
  const answer = await post('/payments', other, 'key-1');
  assert.equal(answer.status, 422);
  assert.match((await answer.json()).detail, /use a new key/);
});

test('a change without a key is refused before it reaches the gateway', async () => {
  assert.equal((await post('/payments', body)).status, 400);
  assert.equal(made, 1);
});

test('a body that is not an object is the caller’s error, not ours', async () => {
  assert.equal((await post('/payments', null, 'key-2')).status, 422);
});

test('a target that is no address is an unknown path, not the end of the service', async () => {
  const answer = await fetch(`${url}//`);
  assert.equal(answer.status, 404);
  assert.match((await answer.json()).type, /unknown-path/);
});

test('readiness follows the database while liveness does not', async () => {
  reachable = false;
  assert.equal((await fetch(`${url}/ready`)).status, 503);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  reachable = true;
});

test('metrics count answers by operation and status', async () => {
  const text = await (await fetch(`${url}/metrics`)).text();
  assert.match(
    text,
    /payment_requests_total\{operation="authorize",status="201"\} 2/,
  );
  assert.match(text, /payment_replays_total 1/);
});
