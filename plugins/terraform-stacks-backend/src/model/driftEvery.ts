import { InputError } from '@backstage/errors';

const UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
};

const LEAST_MS = 5 * 60_000;

/** How often a stack is looked at: milliseconds, or never. */
export type DriftEvery = number | 'never';

/**
 * @param text such as `30m`, `6h`, `1d` or `never`
 * @throws InputError for another one, and for less than five minutes
 */
export function readDriftEvery(text: string): DriftEvery {
  if (text === 'never') return 'never';
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * UNITS[unit];
  if (ms >= LEAST_MS) return ms;
  throw new InputError(
    `driftEvery is "${text}": write a number and m, h or d, such as "6h", at least "5m"; or "never"`,
  );
}

/** Where in its interval a stack is looked at, so that not all are at once: the same for the same key. */
export function spreadOf(key: string, everyMs: number): number {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)!) % 1e9;
  return sum % everyMs;
}
