import type { Clock } from '@towpath/clock';

/**
 * Sleeps until the time is over or something happens, whichever is first.
 *
 * @param happens - resolves when it does, and ends with the signal.
 * @throws the reason of the signal
 */
export async function sleepUnless(
  clock: Clock,
  ms: number,
  happens: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    await Promise.race([clock.sleep(ms, either), happens(either)]);
  } finally {
    over.abort();
  }
}
