import type { Clock } from '../Clock.ts';

/** Stands still until a test moves it; nobody who waits by it waits at all. */
export class StillClock implements Clock {
  #now: number;

  constructor(at: Date | string = '2026-03-02T09:00:00Z') {
    this.#now = new Date(at).getTime();
  }

  now(): number {
    return this.#now;
  }

  async sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
  }

  /** Sets it to another time. */
  set(at: Date | string): void {
    this.#now = new Date(at).getTime();
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}
