import type { BuildRecord } from '@towpath/sandbox-git-host';

/** Runs builds: those of one repository in order, several repositories at the same time. */
export class BuildQueue {
  readonly #atOnce: number;
  readonly #run: (build: BuildRecord) => Promise<void>;
  readonly #running = new Map<string, Promise<void>>();
  #waiting: BuildRecord[] = [];
  #open = false;

  /** @param run must not reject */
  constructor(atOnce: number, run: (build: BuildRecord) => Promise<void>) {
    this.#atOnce = atOnce;
    this.#run = run;
  }

  /** Adding a build twice is harmless. */
  add(build: BuildRecord): void {
    if (!this.#waiting.includes(build)) this.#waiting.push(build);
    this.#pump();
  }

  open(): void {
    this.#open = true;
    this.#pump();
  }

  /** Begins no more builds and resolves when those that run have ended. */
  async close(): Promise<void> {
    this.#open = false;
    await Promise.all(this.#running.values());
  }

  #pump(): void {
    while (this.#open && this.#running.size < this.#atOnce) {
      const next = this.#waiting.find(b => !this.#running.has(b.repository));
      if (!next) return;
      this.#waiting = this.#waiting.filter(build => build !== next);
      const done = this.#run(next).then(() => {
        this.#running.delete(next.repository);
        this.#pump();
      });
      this.#running.set(next.repository, done);
    }
  }
}
