import type { Money } from './planned';

/** An amount alone: "$12.50". A currency that nobody knows is written as it is. */
export function amountOf({ amount, currency }: Money): string {
  try {
    const format = { style: 'currency', currency } as const;
    return new Intl.NumberFormat('en-US', format).format(amount);
  } catch {
    return `${amount.toFixed(2)} ${currency}`;
  }
}

/** An amount in words: "$12.50 a month". */
export const monthly = (money: Money): string => `${amountOf(money)} a month`;

/** What things cost together; amounts of one currency are added up, others stand beside each other. */
export function sumOf(costs: (Money | undefined)[]): Money[] {
  const sums = new Map<string, number>();
  for (const cost of costs) {
    if (!cost) continue;
    sums.set(cost.currency, (sums.get(cost.currency) ?? 0) + cost.amount);
  }
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}
