import type { Clock } from '@towpath/clock';
import type { NewLine } from '../database/operations/appendLines';
import type { StepLog } from '../types';

const FLUSH_AFTER_MS = 250;

/** Gathers what a step logs, so that a talkative step costs one write now and then. */
export class LineBuffer implements StepLog {
  readonly #step: string;
  readonly #clock: Clock;
  readonly #write: (lines: NewLine[]) => Promise<void>;
  #lines: NewLine[] = [];
  #timer?: NodeJS.Timeout;
  #writing = Promise.resolve();

  constructor(
    step: string,
    clock: Clock,
    write: (lines: NewLine[]) => Promise<void>,
  ) {
    this.#step = step;
    this.#clock = clock;
    this.#write = write;
  }

  info(message: string): void {
    this.#add('info', message);
  }

  warn(message: string): void {
    this.#add('warn', message);
  }

  error(message: string): void {
    this.#add('error', message);
  }

  /** What is not written yet, once nothing is being written; whoever takes it writes it. */
  async take(): Promise<NewLine[]> {
    clearTimeout(this.#timer);
    await this.#writing;
    return this.#lines.splice(0);
  }

  #add(level: NewLine['level'], message: string): void {
    const at = new Date(this.#clock.now());
    this.#lines.push({ at, level, step: this.#step, message: String(message) });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#flush());
    }, FLUSH_AFTER_MS);
  }

  // Kept for the next time when it cannot be written now.
  async #flush(): Promise<void> {
    const lines = this.#lines.splice(0);
    try {
      await this.#write(lines);
    } catch {
      this.#lines.unshift(...lines);
    }
  }
}
