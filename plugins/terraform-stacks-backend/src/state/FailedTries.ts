import type { Clock } from '@towpath/clock';

const MOST = 20;
const WITHIN_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/** Counts who gives wrong credentials, so that guessing costs the portal little. */
export class FailedTries {
  readonly #clock: Clock;
  readonly #tries = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether an address has failed too often within a minute, this time included. */
  isTooMany(address: string): boolean {
    const now = this.#clock.now();
    const found = this.#tries.get(address);
    if (!found || found.until <= now) {
      if (this.#tries.size >= MOST_ADDRESSES) this.#tries.clear();
      this.#tries.set(address, { count: 1, until: now + WITHIN_MS });
      return false;
    }
    found.count += 1;
    return found.count > MOST;
  }
}
