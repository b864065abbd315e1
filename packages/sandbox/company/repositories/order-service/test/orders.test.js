import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'node:test';
import { OrderFeed } from '../src/feed.js';
import { neighbours } from '../src/neighbours.js';
import { Orders } from '../src/orders.js';
import { orderServer } from '../src/server.js';

const request = {
  customerId: 'acc_1',
  lines: [{ sku: 'MUG-BLUE', quantity: 2 }],
  amount: { value: '19.90', currency: 'EUR' },
  cardToken: 'tok_visa',
};

/** The two neighbours as one real HTTP server; `refuse` maps "METHOD /path" to a status. */
async function world(t, refuse = {}) {
  const calls = [];
  const services = createServer((req, res) => {
    const call = `${req.method} ${req.url}`;
    calls.push(call);
    req.resume();
    const status = refuse[call] ?? (req.method === 'DELETE' ? 204 : 201);
    res.writeHead(status);
    res.end(
      status === 204
        ? undefined
        : JSON.stringify({ id: `${req.url.slice(1)}-1`, detail: 'refused' }),
    );
  });
  services.listen(0, '127.0.0.1');
  await once(services, 'listening');
  t.after(() => services.close());
  const url = `http://127.0.0.1:${services.address().port}`;
  const feed = new OrderFeed({ now: () => Date.UTC(2026, 10, 2) });
  let next = 1;
  const orders = new Orders({
    ...neighbours({ STOCK_SERVICE_URL: url, PAYMENT_SERVICE_URL: url }),
    feed,
    newId: () => `ord_${next++}`,
  });
  return { orders, feed, calls };
}

test('a declined card gives the reserved stock back', async t => {
  const { orders, calls } = await world(t, { 'POST /payments': 402 });
  await assert.rejects(orders.place(request), { status: 402 });
  assert.deepEqual(calls, [
    'POST /reservations',
    'POST /payments',
    'DELETE /reservations/reservations-1',
  ]);
  assert.throws(() => orders.get('ord_1'), { status: 404 });
});

test('a failing undo does not hide why the order failed', async t => {
  t.mock.method(console, 'error', () => {});
  const { orders } = await world(t, {
    'POST /payments': 402,
    'DELETE /reservations/reservations-1': 500,
  });
  await assert.rejects(orders.place(request), { status: 402 });
});

test('no money is asked for when there is no stock', async t => {
  const { orders, calls } = await world(t, { 'POST /reservations': 409 });
  await assert.rejects(orders.place(request), { status: 409 });
  assert.deepEqual(calls, ['POST /reservations']);
});

test('what left the building cannot be cancelled', async t => {
  const { orders } = await world(t);
  const { id } = await orders.place(request);
  await orders.move(id, 'packed');
  await orders.move(id, 'shipped');
  await assert.rejects(orders.move(id, 'cancelled'), /can become delivered/);
});

test('cancelling releases the money, then the stock', async t => {
  const { orders, calls } = await world(t);
  const { id } = await orders.place(request);
  await orders.move(id, 'cancelled');
  assert.deepEqual(calls.slice(2), [
    'POST /payments/payments-1/cancel',
    'DELETE /reservations/reservations-1',
  ]);
});

test('one product in two lines is refused before anything is reserved', async t => {
  const { orders, calls } = await world(t);
  const lines = [...request.lines, ...request.lines];
  await assert.rejects(orders.place({ ...request, lines }), /lines\[1\]\.sku/);
  assert.deepEqual(calls, []);
});

test('a neighbour that is not configured is named', async () => {
  const { stock } = neighbours({});
  await assert.rejects(stock.release('x'), /STOCK_SERVICE_URL is not set/);
});

test('a reader that comes back gets what it missed and then what is new, without card data', async t => {
  const { orders, feed } = await world(t);
  const server = orderServer({ orders, feed });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    feed.close();
    server.close();
  });
  const { id } = await orders.place(request);
  await orders.move(id, 'packed');
  const url = `http://127.0.0.1:${server.address().port}`;
  const stream = await fetch(`${url}/events`, {
    headers: { 'last-event-id': '1' },
  });
  await fetch(`${url}/orders/${id}/state`, {
    method: 'PUT',
    body: '{"state":"shipped"}',
  });
  let text = '';
  for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('event: order.shipped')) break;
  }
  assert.doesNotMatch(text, /order\.placed|tok_visa/);
  assert.match(text, /id: 2\nevent: order\.packed/);
});
