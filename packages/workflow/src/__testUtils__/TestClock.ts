import type { Clock } from '../types';

/** A clock that goes on when it is told to. */
export class TestClock implements Clock {
  private time = new Date('2026-03-02T09:00:00Z').getTime();

  now(): Date {
    return new Date(this.time);
  }

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}
