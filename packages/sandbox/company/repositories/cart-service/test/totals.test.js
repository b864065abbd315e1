import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roundHalfEven, shareOut, totals } from '../src/totals.js';

const sum = numbers => numbers.reduce((a, b) => a + b, 0);

describe('sharing out', () => {
  it('never loses or invents a cent, whatever the proportions', () => {
    for (let total = 0; total < 200; total += 7) {
      for (const weights of [
        [1, 1, 1],
        [1, 2, 4, 8],
        [999, 1],
        [3, 0, 3],
      ]) {
        assert.equal(sum(shareOut(total, weights)), total);
      }
    }
  });

  it('gives the odd cent to whoever was cut most', () => {
    assert.deepEqual(shareOut(100, [1, 1, 1]), [34, 33, 33]);
    assert.deepEqual(shareOut(10, [1, 2]), [3, 7]);
  });

  it('survives a cart of gifts', () => {
    assert.deepEqual(shareOut(500, [0, 0]), [0, 0]);
  });
});

describe('totals', () => {
  const mug = { sku: 'MUG', quantity: 3, unitPrice: 995, taxRate: 19 };
  const book = { sku: 'BOOK', quantity: 1, unitPrice: 1490, taxRate: 7 };

  it('takes the discount off before tax, line by line', () => {
    const cart = totals([mug, book], { kind: 'percent', value: 10 });
    assert.deepEqual(cart, {
      subtotal: 4475,
      discount: 448,
      total: 4027,
      taxByRate: { 7: 88, 19: 429 },
    });
  });

  it('never pays a customer for shopping', () => {
    assert.equal(totals([book], { kind: 'amount', value: 5000 }).total, 0);
  });

  it('rounds halves to even, both ways', () => {
    assert.deepEqual([0.5, 1.5, 2.5, 2.51].map(roundHalfEven), [0, 2, 2, 3]);
  });
});
