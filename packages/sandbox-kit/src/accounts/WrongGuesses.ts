const NAMES_AT_MOST = 10_000;

export interface GuessLimit {
  /** So many wrong ones for a name are looked at within the time. */
  guesses: number;
  withinMs: number;
}

/** Counts wrong passwords by name, of names that do not exist too: nobody learns which ones do. */
export class WrongGuesses {
  readonly #limit: GuessLimit;
  readonly #clock: () => Date;
  readonly #times = new Map<string, number[]>();

  constructor(limit: GuessLimit, clock: () => Date) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Whether there were so many that not even the right one is taken. */
  isExhausted(name: string): boolean {
    return this.#recent(name).length >= this.#limit.guesses;
  }

  add(name: string): void {
    const times = [...this.#recent(name), this.#clock().getTime()];
    this.#times.delete(name);
    // The oldest goes, so that invented names cannot fill the memory.
    const [oldest] = this.#times.keys();
    if (this.#times.size >= NAMES_AT_MOST) this.#times.delete(oldest);
    this.#times.set(name, times);
  }

  forget(name: string): void {
    this.#times.delete(name);
  }

  #recent(name: string): number[] {
    const now = this.#clock().getTime();
    const { withinMs } = this.#limit;
    return (this.#times.get(name) ?? []).filter(at => now - at < withinMs);
  }
}
