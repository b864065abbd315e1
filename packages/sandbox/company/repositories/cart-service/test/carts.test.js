import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { CART_LIFETIME, Carts } from '../src/carts.js';
import { cartServer } from '../src/server.js';

const mug = { quantity: 2, unitPrice: 995, taxRate: 19 };

test('setting a line twice is the same as once', () => {
  const carts = new Carts({ now: () => 0 });
  carts.setLine('c1', 'MUG', mug);
  assert.equal(carts.setLine('c1', 'MUG', mug).total, 1990);
  assert.deepEqual(carts.setLine('c1', 'MUG', { quantity: 0 }).lines, []);
});

test('an untouched cart is gone after thirty days, a touched one stays', () => {
  let clock = 0;
  const carts = new Carts({ now: () => clock });
  carts.setLine('old', 'MUG', mug);
  clock = CART_LIFETIME - 1;
  carts.setLine('new', 'MUG', mug);
  clock = CART_LIFETIME;
  assert.equal(carts.get('new').total, 1990);
  assert.equal(carts.size, 1);
});

test('prices with fractions of a cent are refused by name', () => {
  const carts = new Carts({ now: () => 0 });
  assert.throws(
    () => carts.setLine('c1', 'MUG', { ...mug, unitPrice: 9.95 }),
    /unitPrice: a whole number/,
  );
});

test('HTTP: put a line, take ten percent off, read it back', async t => {
  const server = cartServer(new Carts({ now: () => 0 })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  const put = (path, body) =>
    fetch(base + path, { method: 'PUT', body: JSON.stringify(body) });
  await put('/carts/c1/lines/MUG', mug);
  await put('/carts/c1/discount', { kind: 'percent', value: 10 });
  const cart = await (await fetch(`${base}/carts/c1`)).json();
  assert.equal(cart.total, 1791);
  assert.equal(
    (await put('/carts/c1/lines/MUG', { quantity: 100 })).status,
    422,
  );
  assert.equal((await put('/carts/c1', {})).status, 405);
  const metrics = await (await fetch(`${base}/metrics`)).text();
  assert.match(metrics, /cart_changes_total 2\n/);
});
