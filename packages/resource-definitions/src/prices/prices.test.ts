import { context, definition } from '../__testUtils__/samples';
import { describeProblem } from '../describeProblem';
import { monthlyCost } from './monthlyCost';
import { readPrices, type Prices } from './readPrices';

const TEXT = `currency: EUR
sample: true
prices:
  postgres-small: { monthly: 8, tiers: { production: 24.5 } }
  postgres-large: { monthly: 60 }
`;

const priced = (price?: string) =>
  definition({ price, params: { properties: { size: { type: 'string' } } } });

const cost = (price?: string, change: Parameters<typeof context>[0] = {}) =>
  monthlyCost(
    priced(price),
    context(change),
    readPrices(TEXT).prices as Prices,
  );

describe('what a resource costs a month', () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR', sample: true });

  it.each([
    [undefined, {}, eur(0)],
    ['postgres-large', {}, eur(60)],
    ['postgres-small', {}, eur(24.5)],
    ['postgres-small', { environment: { tier: 'staging' } }, eur(8)],
    ['postgres-${params.size}', { params: { size: 'large' } }, eur(60)],
    ['${"postgres-" + params.size}', { params: { size: 'large' } }, eur(60)],
  ])('%s for %j', (price, change, expected) => {
    expect(cost(price, change)).toEqual(expected);
  });

  // Taken for free, it would pass every budget.
  it.each([
    [
      'postgres-smal',
      'there is no price postgres-smal; did you mean postgres-small?',
    ],
    ['constructor', 'there is no price constructor'],
    [
      '${params.size}',
      'its price cannot be evaluated: ${params.size}: field not found: size',
    ],
    ['${1 + 1}', 'its price is a number, and not a key'],
  ])('%s is not known, which is not free', (price, unknown) => {
    expect(cost(price)).toEqual({ unknown });
  });
});

it.each([
  ['', 'prices.yaml: it holds no list of prices, or several; write one'],
  [
    'a: 1\n---\nb: 1\n',
    'prices.yaml: it holds no list of prices, or several; write one',
  ],
  [
    TEXT.replace('EUR', '€'),
    'prices.yaml, line 1, column 11: currency: is "€", which does not fit; write three letters of ISO 4217, such as EUR',
  ],
  [
    TEXT.replace('60', '"60"'),
    'prices.yaml, line 5, column 30: prices.postgres-large.monthly: is text; write a number',
  ],
  [
    TEXT.replace('60', '-1'),
    'prices.yaml, line 5, column 30: prices.postgres-large.monthly: is -1, which must be >= 0; write an amount a month, 0 or more',
  ],
  [
    TEXT.replace('monthly: 60', 'montly: 60'),
    expect.stringContaining('did you mean monthly?'),
  ],
])('a list of prices that is wrong says where: %#', (text, problem) => {
  const { prices, problems } = readPrices(text);
  expect(prices).toBeUndefined();
  expect(problems.map(describeProblem)).toContainEqual(problem);
});
