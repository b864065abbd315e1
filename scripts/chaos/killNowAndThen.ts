import { setTimeout as pause } from 'node:timers/promises';
import type { Portals } from '../trial/Portals.ts';
import { chanceOf } from './chance.ts';

/**
 * Kills one process after the other, at times that the seed decides.
 *
 * @param options - `killEvery` is the seconds between two kills, on average.
 * @returns what ends it.
 */
export function killNowAndThen(
  portals: Portals,
  { seed, killEvery }: { seed: number; killEvery: number },
  say: (text: string) => void,
): () => Promise<void> {
  const began = performance.now();
  const { between } = chanceOf(seed);
  const stop = new AbortController();
  const killing = (async () => {
    while (!stop.signal.aborted) {
      const ms = between(killEvery * 500, killEvery * 1500);
      const victim = between(0, portals.size - 1);
      await pause(ms, undefined, { signal: stop.signal });
      if (!portals.kill(victim)) continue;
      const at = ((performance.now() - began) / 1000).toFixed(1);
      say(`${at} s  SIGKILL to backend ${victim}`);
    }
  })().catch(() => undefined);
  return async () => {
    stop.abort();
    await killing;
  };
}
