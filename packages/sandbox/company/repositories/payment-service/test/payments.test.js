import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TestGateway } from '../src/gateway.js';
import { AUTHORIZATION_LIFETIME, Payments } from '../src/payments.js';

const eur = value => ({ value, currency: 'EUR' });
let clock;
let payments;

beforeEach(() => {
  let next = 1;
  clock = Date.UTC(2026, 10, 2);
  payments = new Payments({
    gateway: new TestGateway(),
    now: () => clock,
    newId: () => `pay_${next++}`,
  });
});

const authorize = () =>
  payments.authorize({
    amount: eur('50.00'),
    cardToken: 'tok_visa',
    orderId: 'o-1',
  });

test('refunds never add up to more than was captured', () => {
  const { id } = authorize();
  payments.capture(id, eur('40.00'));
  assert.equal(payments.refund(id, eur('15.50')).state, 'partially_refunded');
  assert.throws(() => payments.refund(id, eur('24.51')), /at most 24.50/);
  assert.equal(payments.refund(id).state, 'refunded');
  assert.throws(() => payments.refund(id), { code: 'not-refundable' });
});

test('an authorization that nobody captured expires after seven days', () => {
  const { id } = authorize();
  clock += AUTHORIZATION_LIFETIME;
  assert.throws(() => payments.capture(id), /is expired/);
});

test('money is captured once, and never after a cancellation', () => {
  const first = authorize();
  payments.capture(first.id);
  assert.throws(() => payments.capture(first.id), { code: 'wrong-state' });
  const second = authorize();
  payments.cancel(second.id);
  assert.throws(() => payments.capture(second.id), /is cancelled/);
});

test('a declined card leaves no payment behind', () => {
  assert.throws(
    () =>
      payments.authorize({ amount: eur('5.00'), cardToken: 'tok_declined' }),
    { code: 'card-declined', status: 402 },
  );
  assert.throws(() => payments.get('pay_1'), { status: 404 });
});

test('a refund in another currency is refused', () => {
  const { id } = authorize();
  payments.capture(id);
  assert.throws(
    () => payments.refund(id, { value: '5.00', currency: 'USD' }),
    /does not match/,
  );
});
