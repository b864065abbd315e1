import { setTimeout as pause } from 'node:timers/promises';
import type { ScoreTrial } from '../trial/scoreTrial.ts';
import { chanceOf } from './chance.ts';

/** When something could not be reached, in milliseconds since 1970. */
export interface Outage {
  what: 'Git' | 'the database server';
  from: number;
  to: number;
}

const LASTS_MS = [1_000, 5_000] as const;

/**
 * Stops the Git host or the services' PostgreSQL for a few seconds, at times that the seed decides.
 *
 * @param options - `outageEvery` is the seconds from one to the next, on average.
 * @returns what ends it once everything can be reached again; the list grows meanwhile
 */
export function stopNowAndThen(
  platform: ScoreTrial,
  { seed, outageEvery }: { seed: number; outageEvery: number },
  say: (text: string) => void,
): { outages: Outage[]; end(): Promise<void> } {
  const { between } = chanceOf(seed + 1);
  const stop = new AbortController();
  const { signal } = stop;
  const outages: Outage[] = [];
  const stopping = (async () => {
    while (!signal.aborted) {
      const ms = between(outageEvery * 500, outageEvery * 1500);
      const isGit = between(0, 1) === 0;
      const lasts = between(...LASTS_MS);
      await pause(ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const what = isGit ? 'Git' : 'the database server';
      say(`${what} cannot be reached for ${lasts} ms`);
      const outage = { what, from: Date.now(), to: Infinity } as const;
      outages.push(outage);
      await (isGit
        ? platform.stopGitFor(lasts)
        : platform.stopServerFor(lasts));
      outages[outages.length - 1] = { ...outage, to: Date.now() };
    }
  })();
  return {
    outages,
    async end() {
      stop.abort();
      await stopping;
    },
  };
}
