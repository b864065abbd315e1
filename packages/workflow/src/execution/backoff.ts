const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/** How long to wait after this many failed tries: doubling, with jitter so that runs do not come back together. */
export function backoffMs(tries: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return Math.round(full * (0.5 + Math.random() / 2));
}
