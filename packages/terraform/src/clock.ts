import { scheduler } from 'node:timers/promises';

/** Where times and pauses come from, so that a test decides what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, rejects as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// A timer of more, 25 days, goes off at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    let left = ms;
    while (left > LONGEST_TIMER_MS) {
      await scheduler.wait(LONGEST_TIMER_MS, { signal });
      left -= LONGEST_TIMER_MS;
    }
    await scheduler.wait(left, { signal });
  },
};
