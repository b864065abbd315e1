import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDelivery } from '../../testing/index.ts';

/** A browser without scripts: keeps the cookie, follows nothing by itself. */
function createBrowser(url: string) {
  let cookie = '';
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as object), cookie };
    const options = { ...init, headers, redirect: 'manual' } as const;
    const response = await fetch(`${url}${path}`, options);
    const [set] = response.headers.getSetCookie();
    if (set) cookie = set.split(';')[0];
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
  return {
    open: (path: string) => request(path),
    /** Sends the form of a page as the browser would. */
    async send(page: string, action: string, fields: object, origin = url) {
      const { text } = await request(page);
      const [, token] = /name="token" value="([^"]+)"/.exec(text)!;
      const body = new URLSearchParams({ token, ...fields });
      return request(action, { method: 'POST', body, headers: { origin } });
    },
  };
}

const LOGIN = { name: 'ada', password: 'ada-password', next: '/applications' };

test('the list and each page say what runs, and that nothing really does', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await delivery.create('prod');
  await delivery.pass(9);
  const { open } = createBrowser(delivery.url);
  const list = await open('/applications');
  assert.match(
    list.text,
    /shop-dev[\s\S]*Synced[\s\S]*Healthy[\s\S]*shop:1\.1\.0/,
  );
  assert.match(
    list.text,
    /shop-prod[\s\S]*Out of sync[\s\S]*Missing[\s\S]*never/,
  );
  const missing = await open('/applications?state=Missing');
  assert.doesNotMatch(missing.text, /shop-dev/);
  const page = await open('/applications/shop-dev');
  assert.match(page.text, /No container runs; health\s+comes from rules/);
  assert.match(page.text, /Deployment <strong>shop<\/strong>/);
  const commit = /href="([^"]+\/commit\/[0-9a-f]{40})"/.exec(page.text)![1];
  assert.equal((await fetch(commit)).status, 200);
  assert.equal((await open('/applications/none')).status, 404);
});

test('a person signs in, syncs and rolls back; a refusal is told on the page', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('prod');
  const { open, send } = createBrowser(delivery.url);
  const page = '/applications/shop-prod';
  assert.doesNotMatch((await open(page)).text, /action="[^"]+\/sync"/);
  assert.equal((await send('/login', `${page}/sync`, {})).status, 401);
  const wrong = await send('/login', '/login', { ...LOGIN, password: 'x' });
  assert.match(wrong.text, /The name or the password is wrong/);
  const welcome = await send('/login', '/login', LOGIN);
  assert.equal(welcome.headers.get('location'), '/applications');
  assert.equal((await send(page, `${page}/sync`, {})).status, 303);
  const twice = await send(page, `${page}/sync`, {});
  assert.match(twice.text, /another operation is already in progress/);
  await delivery.pass(2);
  const { body } = await delivery.call('GET', page);
  assert.deepEqual(body.status.history[0].initiatedBy, { username: 'ada' });
  assert.equal((await send(page, `${page}/rollback`, { id: '0' })).status, 303);
});

test('a form that another site sent changes nothing', async t => {
  const delivery = await startDelivery(t);
  await delivery.create('prod');
  const { send } = createBrowser(delivery.url);
  await send('/login', '/login', LOGIN);
  const page = '/applications/shop-prod';
  const foreign = await send(page, `${page}/sync`, {}, 'http://localhost:1');
  assert.equal(foreign.status, 403);
  const old = await send(page, `${page}/sync`, { token: 'x'.repeat(64) });
  assert.equal(old.status, 403);
  const { body } = await delivery.call('GET', page);
  assert.equal(body.status.operationState, undefined);
});
