import assert from 'node:assert/strict';
import test from 'node:test';
import { Ledger } from '../src/ledger.js';

const books = () => new Ledger({ now: () => Date.UTC(2026, 10, 2) });
const line = (account, minor, currency = 'EUR') => ({
  account,
  minor,
  currency,
});
const sale = {
  reference: 'capture-pay_1',
  description: 'order ord_1',
  lines: [
    line('assets:bank', 1990),
    line('income:sales', -1672),
    line('liabilities:vat', -318),
  ],
};

test('an entry that is off by a cent is refused and leaves no trace', () => {
  const ledger = books();
  const lines = [line('assets:bank', 1990), line('income:sales', -1989)];
  assert.throws(() => ledger.post({ ...sale, lines }), /off by 1 .* EUR/);
  assert.equal(ledger.balance(line('assets:bank')).asOf, 0);
});

test('currencies balance one by one: 10 EUR do not pay for 10 USD', () => {
  const lines = [line('assets:bank', 1000), line('income:sales', -1000, 'USD')];
  assert.throws(() => books().post({ ...sale, lines }), /off by 1000 .* EUR/);
});

test('a repeated reference posts once; with other lines it is refused', () => {
  const ledger = books();
  assert.equal(ledger.post(sale), ledger.post(sale));
  const lines = [line('assets:bank', 1), line('income:sales', -1)];
  assert.throws(() => ledger.post({ ...sale, lines }), {
    code: 'ALREADY_EXISTS',
  });
  assert.equal(ledger.balance(line('assets:bank')).minor, 1990);
});

test('a reversal brings every account back and happens once', () => {
  const ledger = books();
  ledger.post(sale);
  ledger.reverse({ reference: sale.reference, reason: 'returned' });
  ledger.reverse({ reference: sale.reference, reason: 'returned' });
  for (const { account } of sale.lines) {
    assert.equal(ledger.balance(line(account)).minor, 0);
  }
  assert.equal(ledger.balance(line('assets:bank')).asOf, 2);
});

test('a posted entry cannot be changed through what the caller kept', () => {
  const ledger = books();
  const mine = structuredClone(sale);
  const entry = ledger.post(mine);
  mine.lines[0].minor = 5;
  assert.throws(() => {
    entry.lines[0].minor = 5;
  }, TypeError);
  assert.equal(ledger.balance(line('assets:bank')).minor, 1990);
});
