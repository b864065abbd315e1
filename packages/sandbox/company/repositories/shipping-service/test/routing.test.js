import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { trackingNumber } from '../src/labels.js';
import {
  chargeableWeight,
  choose,
  quotes,
  RoutingError,
} from '../src/routing.js';
import { shippingServer } from '../src/server.js';

const book = { country: 'DE', weight: 0.6, size: [24, 17, 3] };

describe('routing', () => {
  test('the cheapest carrier wins until someone is in a hurry', () => {
    assert.equal(choose(book).carrier, 'letterbox');
    assert.equal(choose(book, 2).carrier, 'paketfix');
  });

  test('a light but bulky parcel is charged for its air', () => {
    const pillow = { country: 'FR', weight: 1, size: [60, 60, 30] };
    assert.equal(chargeableWeight(pillow), 21.6);
    assert.deepEqual(
      quotes(pillow).map(q => [q.carrier, q.cents]),
      [
        ['nordfrakt', 3890],
        ['spedition', 7900],
      ],
    );
  });

  test('the limit itself still fits and a gram more does not', () => {
    const at = weight => quotes({ ...book, weight, size: [30, 20, 10] })[0];
    assert.equal(at(2).cents, 419);
    assert.equal(at(2.001).cents, 549);
  });

  test('length is the longest side however the parcel is turned', () => {
    const lying = quotes({ ...book, size: [120, 15, 60] });
    assert.deepEqual(lying, quotes({ ...book, size: [15, 60, 120] }));
  });

  test('what nobody carries is refused with a reason', () => {
    assert.throws(
      () => choose({ ...book, country: 'BR', weight: 80 }),
      /no carrier/,
    );
    assert.throws(
      () => choose({ ...book, country: 'NO' }, 1),
      /fastest takes 4/,
    );
    assert.throws(() => quotes({ ...book, weight: '1' * NaN }), RoutingError);
  });
});

test('tracking numbers carry the check digit of the postal union', () => {
  assert.equal(trackingNumber(47312482, 'RR', 'US'), 'RR473124829US');
});

test('asking twice for one order prints one label, and abroad it names customs', async t => {
  let serial = 100;
  const server = shippingServer(() => (serial += 1)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const recipient = {
    name: 'Ana',
    street: 'Gate 1',
    postcode: '0150',
    city: 'Oslo',
  };
  const order = { orderId: 'o1', recipient, ...book, country: 'NO' };
  const post = async body => {
    const url = `http://127.0.0.1:${server.address().port}/labels`;
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const first = await post(order);
  assert.equal(first.status, 201);
  assert.match(first.body.text, /0150 Oslo\nNO\nCUSTOMS/);
  assert.equal((await post(order)).body.tracking, first.body.tracking);
  const nameless = {
    ...order,
    orderId: 'o2',
    recipient: { ...recipient, name: '' },
  };
  assert.match((await post(nameless)).body.detail, /recipient\.name/);
});
