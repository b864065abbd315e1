import { performance } from 'node:perf_hooks';

/** Runs it, and says how many milliseconds that took. */
export async function timed<T>(run: () => Promise<T>): Promise<[number, T]> {
  const from = performance.now();
  const result = await run();
  return [performance.now() - from, result];
}

/** The value below which this share of all lies, to a tenth: `percentile(times, 0.95)`. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round(sorted[at] * 10) / 10;
}
