import random from 'pure-rand';

/** What a seed decides, the same each time it is asked in the same order. */
export interface Chance {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
}

export function chanceOf(seed: number): Chance {
  const generator = random.xoroshiro128plus(seed);
  const between = (low: number, high: number) =>
    random.unsafeUniformIntDistribution(low, high, generator);
  return { between, pick: list => list[between(0, list.length - 1)] };
}
