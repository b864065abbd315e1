import { systemClock, type Clock } from '../Clock.ts';

/** Real time that a test can put forward, and in which nobody waits for long. */
export class AheadClock implements Clock {
  readonly #longestSleepMs: number;
  #ahead = 0;

  constructor(longestSleepMs = 20) {
    this.#longestSleepMs = longestSleepMs;
  }

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(Math.min(ms, this.#longestSleepMs), signal);
  }

  advance(ms: number): void {
    this.#ahead += ms;
  }
}
