import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createApp } from '../src/app.js';

let ready = true;
let url = '';
const server = createApp({ name: 'service', version: '1.2.3', isReady: () => ready });

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  url = `http://127.0.0.1:${address.port}`;
});
after(() => server.close());

test('it says which version answers', async () => {
  const answer = await fetch(url);
  assert.deepEqual(await answer.json(), { name: 'service', version: '1.2.3' });
});

test('readiness is taken away while liveness stays', async () => {
  ready = false;
  assert.equal((await fetch(`${url}/ready`)).status, 503);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  ready = true;
  assert.equal((await fetch(`${url}/ready`)).status, 200);
});

test('made-up paths share one series', async () => {
  await fetch(`${url}/a`);
  await fetch(`${url}/constructor`);
  const text = await (await fetch(`${url}/metrics`)).text();
  assert.match(text, /http_requests_total\{path="other",status="404"\} 2\n/);
});

test('a target that is no address is answered like any unknown path', async () => {
  assert.equal((await fetch(`${url}//`)).status, 404);
});
