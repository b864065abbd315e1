import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { readdir } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder, until } from '@towpath/test-kit';
import {
  base64,
  git,
  seedRepository,
  startTestHost,
  type Api,
} from './testing/index.ts';

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
}

/** A receiver that answers with the given statuses, then 200, and hands out what came in order. */
async function startReceiver(
  t: TestContext,
  statuses: number[] = [],
  port = 0,
) {
  const received: Received[] = [];
  const waiting: ((value: Received) => void)[] = [];
  const listener: RequestListener = async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    response.writeHead(statuses.shift() ?? 200).end();
    const item = { headers: request.headers, text };
    const next = waiting.shift();
    if (next) next(item);
    else received.push(item);
  };
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const next = () =>
    new Promise<Received>(resolve => {
      const item = received.shift();
      if (item) resolve(item);
      else waiting.push(resolve);
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next,
    received,
  };
}

const addHook = (api: Api, url: string, more: object = {}) =>
  api('POST', '/repos/myorg/demo/hooks', {
    type: 'gitea',
    config: { url, content_type: 'json', secret: 'hush' },
    events: ['push', 'pull_request'],
    active: true,
    ...more,
  });

test('a git push is announced with a signature that proves it', async t => {
  const host = await startTestHost(t);
  const before = await seedRepository(host.api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t);
  const created = await addHook(host.api, receiver.url);
  assert.equal(created.status, 201);
  assert.doesNotMatch(JSON.stringify(created.body), /hush/);
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  await git(
    path.join(work, 'a'),
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'More',
  );
  await git(
    path.join(work, 'a'),
    'push',
    '--quiet',
    host.remote('demo', 'grace'),
    'main',
  );
  const { headers, text } = await receiver.next();
  assert.equal(headers['x-gitea-event'], 'push');
  assert.equal(
    headers['x-gitea-signature'],
    createHmac('sha256', 'hush').update(text).digest('hex'),
  );
  const body = JSON.parse(text);
  assert.equal(body.ref, 'refs/heads/main');
  assert.equal(body.before, before);
  assert.equal(body.pusher.login, 'grace');
  assert.deepEqual(
    body.commits.map((c: { message: string }) => c.message),
    ['More\n'],
  );
});

test('a pull request is announced when opened, when its branch moves, and when merged', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t);
  await addHook(host.api, receiver.url, { events: ['pull_request'] });
  const change = (name: string, more: object) =>
    host.api('POST', `/repos/myorg/demo/contents/${name}`, {
      content: '',
      ...more,
    });
  await change('b', { new_branch: 'x' });
  await host.api('POST', '/repos/myorg/demo/pulls', {
    title: 'T',
    head: 'x',
    base: 'main',
  });
  await change('c', { branch: 'x' });
  await host.api('POST', '/repos/myorg/demo/pulls/1/merge', { Do: 'merge' });
  const actions = [];
  for (let n = 0; n < 3; n++)
    actions.push(JSON.parse((await receiver.next()).text));
  assert.deepEqual(actions.map(({ action }) => action).sort(), [
    'closed',
    'opened',
    'synchronized',
  ]);
  assert.equal(
    actions.find(({ action }) => action === 'closed').pull_request.merged,
    true,
  );
});

test('a failing receiver gets it again, and a push never waits for it', async t => {
  const host = await startTestHost(t, { hookRetryDelays: [1, 1, 1] });
  await seedRepository(host.api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t, [500, 302]);
  await addHook(host.api, receiver.url);
  const pushed = await host.api('POST', '/repos/myorg/demo/contents/b', {
    content: base64('b'),
  });
  assert.equal(pushed.status, 201);
  const attempts = [
    await receiver.next(),
    await receiver.next(),
    await receiver.next(),
  ];
  const ids = new Set(
    attempts.map(({ headers }) => headers['x-gitea-delivery']),
  );
  assert.equal(ids.size, 1);
});

test('what could not be delivered goes out after a restart', async t => {
  const first = await startTestHost(t, { hookRetryDelays: [3_600_000] });
  await seedRepository(first.api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t, [503]);
  await addHook(first.api, receiver.url);
  await first.api('POST', '/repos/myorg/demo/contents/b', { content: '' });
  const attempt = await receiver.next();
  await first.close();
  await startTestHost(t, { dataDir: first.dataDir });
  assert.equal(
    (await receiver.next()).headers['x-gitea-delivery'],
    attempt.headers['x-gitea-delivery'],
  );
});

test('hooks are hidden from strangers, filtered by branch, refused when wrong, and removed', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t);
  await addHook(host.api, receiver.url, { branch_filter: 'release/*' });
  assert.equal(
    (await host.api('GET', '/repos/myorg/demo/hooks', undefined, null)).status,
    401,
  );
  assert.equal((await addHook(host.api, 'file:///etc/passwd')).status, 422);
  assert.equal(
    (await addHook(host.api, receiver.url, { type: 'slack' })).status,
    422,
  );
  assert.equal(
    (await addHook(host.api, receiver.url, { events: ['wiki'] })).status,
    422,
  );
  await host.api('POST', '/repos/myorg/demo/contents/b', { content: '' });
  await host.api('POST', '/repos/myorg/demo/branches', {
    new_branch_name: 'release/1',
  });
  assert.equal(
    JSON.parse((await receiver.next()).text).ref,
    'refs/heads/release/1',
  );
  assert.equal(
    (await host.api('DELETE', '/repos/myorg/demo/hooks/1')).status,
    204,
  );
  assert.deepEqual((await host.api('GET', '/repos/myorg/demo/hooks')).body, []);
  assert.equal(
    (await host.api('DELETE', '/repos/myorg/demo/hooks/1')).status,
    404,
  );
});

test('a hook of a repository that takes the name of a removed one is sent nothing of that one', async t => {
  const host = await startTestHost(t, { hookRetryDelays: [0, 0, 0, 0, 0] });
  const { api, dataDir } = host;
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  const receiver = await startReceiver(t);
  const held = await holdingReceiver(t);
  await addHook(api, held.url);
  await api('POST', '/repos/myorg/demo/contents/secret', { content: '' });
  await held.asked;
  await api('DELETE', '/repos/myorg/demo');
  await seedRepository(api, 'demo', { 'b.txt': 'two\n' });
  await addHook(api, receiver.url);
  held.refuse();
  const outbox = path.join(dataDir, 'git/outbox');
  await until(
    'what waited is given up',
    () => readdir(outbox),
    left => left.length === 0,
  );
  assert.deepEqual(receiver.received, []);
});

/** A receiver that keeps its senders waiting until it refuses them. */
async function holdingReceiver(t: TestContext) {
  const gate = new EventEmitter();
  const asked = once(gate, 'asked');
  const refused = once(gate, 'refused');
  const server = createServer(async (_request, response) => {
    gate.emit('asked');
    await refused;
    response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    asked,
    refuse: () => gate.emit('refused'),
  };
}
