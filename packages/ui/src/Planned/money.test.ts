import { monthly, sumOf } from './money';

describe('what something costs', () => {
  it.each([
    [{ amount: 12.5, currency: 'USD' }, '$12.50 a month'],
    [{ amount: 1200, currency: 'EUR' }, '€1,200.00 a month'],
    [{ amount: 3, currency: 'credits' }, '3.00 credits a month'],
  ])('%j is written as %s', (money, words) => {
    expect(monthly(money)).toBe(words);
  });

  it('is never added up over two currencies', () => {
    expect(
      sumOf([
        { amount: 1, currency: 'EUR' },
        undefined,
        { amount: 2, currency: 'USD' },
        { amount: 3, currency: 'EUR' },
      ]),
    ).toEqual([
      { amount: 4, currency: 'EUR' },
      { amount: 2, currency: 'USD' },
    ]);
  });
});
