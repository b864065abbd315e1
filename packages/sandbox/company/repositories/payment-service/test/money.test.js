import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney, MoneyError, parseMoney } from '../src/money.js';

test('amounts survive the way in and out in currencies of 0, 2 and 3 decimals', () => {
  for (const amount of [
    { value: '0.07', currency: 'EUR' },
    { value: '1250', currency: 'JPY' },
    { value: '3.005', currency: 'KWD' },
  ]) {
    assert.deepEqual(formatMoney(parseMoney(amount)), amount);
  }
});

test('a fraction of a cent is refused rather than rounded away', () => {
  assert.throws(
    () => parseMoney({ value: '10.005', currency: 'EUR' }),
    MoneyError,
  );
  assert.throws(
    () => parseMoney({ value: '10.5', currency: 'JPY' }),
    MoneyError,
  );
});

test('numbers, signs and exponents are refused: only decimal strings are money', () => {
  for (const value of [12.5, '-1.00', '1e3', '', '.5', '007', undefined]) {
    assert.throws(
      () => parseMoney({ value, currency: 'EUR' }),
      MoneyError,
      String(value),
    );
  }
});
