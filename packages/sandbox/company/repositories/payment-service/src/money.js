// Money is an integer count of minor units and a currency, never a float.
const EXPONENTS = { EUR: 2, USD: 2, GBP: 2, SEK: 2, JPY: 0, KWD: 3 };

export class MoneyError extends Error {}

/** Digits after the point in `currency`: EUR 2, JPY 0, KWD 3. Throws MoneyError for a currency we do not settle. */
export function exponentOf(currency) {
  const exponent = EXPONENTS[currency];
  if (exponent === undefined) {
    throw new MoneyError(
      `currency: "${currency}" is not settled here; use one of ${Object.keys(
        EXPONENTS,
      ).join(', ')}`,
    );
  }
  return exponent;
}

/** Reads `{value: "12.50", currency: "EUR"}` into `{minor: 1250, currency}`. Extra digits are refused, not rounded. */
export function parseMoney(amount) {
  const { value, currency } = amount ?? {};
  const exponent = exponentOf(currency);
  const match =
    typeof value === 'string' && /^(0|[1-9]\d{0,11})(?:\.(\d+))?$/.exec(value);
  if (!match || (match[2] ?? '').length > exponent) {
    throw new MoneyError(
      `amount.value: "${value}" is not an amount of ${currency}; write it as a string with at most ${exponent} decimals`,
    );
  }
  const minor = Number(match[1] + (match[2] ?? '').padEnd(exponent, '0'));
  return { minor, currency };
}

/** The inverse of parseMoney: `{minor: 1250, currency: "EUR"}` becomes `{value: "12.50", currency: "EUR"}`. */
export function formatMoney({ minor, currency }) {
  const exponent = exponentOf(currency);
  const digits = String(minor).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const value =
    exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { value, currency };
}
