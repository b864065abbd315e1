import type { StackRun } from '@towpath/plugin-terraform-stacks-common';

interface FollowerOptions {
  /** @param after number of the last line that is known */
  look(after: number): Promise<StackRun>;
  /** Told each line once, in order. */
  hear(line: StackRun['lines'][number]): void;
}

/** Looks at a run, and passes on what its steps have said since the look before. */
export class RunFollower {
  readonly #options: FollowerOptions;
  #after = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /**
   * How the run stands, once all that it has said is passed on: a long log comes in parts.
   *
   * @param signal once aborted, the rest of the log is left, which a run that says more and more may never come to the
   *   end of
   */
  async look(signal?: AbortSignal): Promise<StackRun> {
    const { look, hear } = this.#options;
    for (;;) {
      const run = await look(this.#after);
      for (const line of run.lines) {
        hear(line);
        this.#after = line.seq;
      }
      if (run.lines.length === 0 || signal?.aborted) return run;
    }
  }
}
