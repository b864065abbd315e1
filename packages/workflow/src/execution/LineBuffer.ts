import type { Clock } from '@towpath/clock';
import type { NewLine } from '../database/operations/appendLines';
import type { StepLog } from '../types';

const FLUSH_AFTER_MS = 250;

/** Gathers what a step logs, so that a talkative step costs one write now and then. */
export class LineBuffer implements StepLog {
  private lines: NewLine[] = [];
  private timer?: NodeJS.Timeout;
  private writing = Promise.resolve();

  constructor(
    private readonly step: string,
    private readonly clock: Clock,
    private readonly write: (lines: NewLine[]) => Promise<void>,
  ) {}

  info(message: string): void {
    this.add('info', message);
  }

  warn(message: string): void {
    this.add('warn', message);
  }

  error(message: string): void {
    this.add('error', message);
  }

  /** What is not written yet, once nothing is being written; whoever takes it writes it. */
  async take(): Promise<NewLine[]> {
    clearTimeout(this.timer);
    await this.writing;
    return this.lines.splice(0);
  }

  private add(level: NewLine['level'], message: string): void {
    const at = new Date(this.clock.now());
    this.lines.push({ at, level, step: this.step, message: String(message) });
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = this.writing.then(() => this.flush());
    }, FLUSH_AFTER_MS);
  }

  // Kept for the next time when it cannot be written now.
  private async flush(): Promise<void> {
    const lines = this.lines.splice(0);
    try {
      await this.write(lines);
    } catch {
      this.lines.unshift(...lines);
    }
  }
}
