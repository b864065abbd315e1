import { suggest } from '@towpath/score';
import { compiledOf } from '../compileDefinition';
import { kindOf } from '../json';
import type { ResourceContext, ResourceDefinition } from '../types';
import { variablesOf } from '../variables';
import type { Prices } from './readPrices';

/** What a resource costs a month, or why that is not known: a clause without its full stop. */
export type MonthlyCost =
  | {
      amount: number;
      currency: string;
      /** The amount is made up. */
      sample: boolean;
      unknown?: undefined;
    }
  | { amount?: undefined; unknown: string };

/** What a resource of a definition costs in a place. One without a price is free; one whose price is not found is not. */
export function monthlyCost(
  definition: ResourceDefinition,
  context: ResourceContext,
  { currency, sample = false, prices }: Prices,
): MonthlyCost {
  const { price } = compiledOf(definition);
  if (!price) return { amount: 0, currency, sample };
  const result = price.evaluate(variablesOf(context));
  if ('error' in result) {
    return { unknown: `its price cannot be evaluated: ${result.error}` };
  }
  const { value: key } = result;
  if (typeof key !== 'string') {
    return { unknown: `its price is ${kindOf(key)}, and not a key` };
  }
  if (!Object.hasOwn(prices, key)) {
    const meant = suggest(key, Object.keys(prices));
    const hint = meant ? `; did you mean ${meant}?` : '';
    return { unknown: `there is no price ${key}${hint}` };
  }
  const { monthly, tiers = {} } = prices[key];
  const { tier } = context.environment;
  const amount = Object.hasOwn(tiers, tier) ? tiers[tier] : monthly;
  return { amount, currency, sample };
}
