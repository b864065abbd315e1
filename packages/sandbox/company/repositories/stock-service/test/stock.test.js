import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { openJournal } from '../src/journal.js';
import { stockServer } from '../src/server.js';
import { HOLD, Stock } from '../src/stock.js';

let clock;
let next;
const make = record =>
  new Stock({ now: () => clock, newId: () => `r${next++}`, record });
const order = (orderId, quantity, sku = 'MUG') => ({
  orderId,
  lines: [{ sku, quantity }],
});

beforeEach(() => {
  clock = 0;
  next = 1;
});

test('the last mug is promised to one order only', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 1 });
  stock.reserve(order('o1', 1));
  assert.throws(() => stock.reserve(order('o2', 1)), { status: 409 });
});

test('an order that is short of one line holds none of the others', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 5 });
  const lines = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'LID', quantity: 2 },
  ];
  assert.throws(
    () => stock.reserve({ orderId: 'o1', lines }),
    error => {
      assert.deepEqual(error.shortages, [{ sku: 'LID', missing: 2 }]);
      return true;
    },
  );
  assert.equal(stock.level('MUG').available, 5);
});

test('two lines of one product are added up before they are compared', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 3 });
  const lines = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'MUG', quantity: 2 },
  ];
  assert.throws(() => stock.reserve({ orderId: 'o1', lines }), { status: 409 });
});

test('asking again for the same order holds the goods once', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 3 });
  assert.equal(
    stock.reserve(order('o1', 2)).id,
    stock.reserve(order('o1', 2)).id,
  );
  assert.equal(stock.level('MUG').reserved, 2);
});

test('a hold runs out after half an hour and can no longer be packed', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 1 });
  const { id } = stock.reserve(order('o1', 1));
  clock = HOLD;
  assert.equal(stock.level('MUG').available, 1);
  assert.throws(() => stock.pack(id), { status: 410 });
});

test('packing twice takes the goods once; packed goods cannot be released', () => {
  const stock = make();
  stock.receive({ sku: 'MUG', quantity: 5 });
  const { id } = stock.reserve(order('o1', 2));
  stock.pack(id);
  stock.pack(id);
  assert.deepEqual(stock.level('MUG'), {
    sku: 'MUG',
    onHand: 3,
    reserved: 0,
    available: 3,
  });
  assert.throws(() => stock.release(id), { status: 409 });
});

test('a restart brings the same stock back, even after half a line was written', t => {
  const folder = mkdtempSync(join(tmpdir(), 'stock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'stock.jsonl');
  const first = make(openJournal(path).record);
  first.receive({ sku: 'MUG', quantity: 5 });
  first.reserve(order('o1', 2));
  appendFileSync(path, '{"fact":"rece');

  const { facts, record } = openJournal(path);
  const second = make(record);
  facts.forEach(fact => second.apply(fact));
  assert.deepEqual(second.level('MUG'), first.level('MUG'));
  second.receive({ sku: 'MUG', quantity: 1 });
  assert.equal(openJournal(path).facts.length, 3);
});

test('HTTP: receive, reserve, run short with the reason, release', async t => {
  const server = stockServer(make()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const call = (method, path, body) =>
    fetch(`http://127.0.0.1:${server.address().port}/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
  await call('POST', 'receipts', { sku: 'MUG', quantity: 2 });
  const held = await (
    await call('POST', 'reservations', order('o1', 2))
  ).json();
  const short = await call('POST', 'reservations', order('o2', 1));
  assert.equal(short.status, 409);
  assert.deepEqual((await short.json()).shortages, [
    { sku: 'MUG', missing: 1 },
  ]);
  assert.equal((await call('DELETE', `reservations/${held.id}`)).status, 204);
  assert.equal((await (await call('GET', 'stock/MUG')).json()).available, 2);
  assert.match(
    await (await call('GET', 'metrics')).text(),
    /outcome="short"\} 1/,
  );
});
