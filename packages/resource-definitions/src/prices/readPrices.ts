import { formatPath } from '@towpath/score';
import { describeErrors } from '../describeErrors';
import { readDocuments } from '../read/documents';
import { priceErrors } from '../schema';
import type { DefinitionProblem } from '../types';

/** What one thing costs. */
export interface Price {
  /** What it is, for people. */
  description?: string;
  /** A month, in the currency of the list. */
  monthly: number;
  /** A month in environments of a tier, where that is another amount. */
  tiers?: Record<string, number>;
}

/** A list of prices, as `platform/prices.yaml` has it. */
export interface Prices {
  /** Three letters of ISO 4217, such as `EUR`. */
  currency: string;
  /** The amounts are made up, and whoever shows them says so. */
  sample?: boolean;
  /** By the key that definitions name. */
  prices: Record<string, Price>;
}

/** Reads a list of prices. Never throws; with a problem there are no prices. */
export function readPrices(
  text: string,
  file = 'prices.yaml',
): { prices?: Prices; problems: DefinitionProblem[] } {
  const documents = readDocuments({ file, text });
  if ('problems' in documents) return documents;
  const [document, second] = documents;
  if (!document || second) {
    const message = 'it holds no list of prices, or several; write one';
    return { problems: [{ file, path: '', message }] };
  }
  const { value } = document;
  const problems = describeErrors(priceErrors(value), value).map(
    ({ path, at, message }) => ({
      file,
      ...document.placeOf(path, at),
      path: formatPath(path),
      message,
    }),
  );
  return problems.length > 0
    ? { problems }
    : { prices: value as Prices, problems: [] };
}
