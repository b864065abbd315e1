import type { LoggerService } from '@backstage/backend-plugin-api';

type Level = 'info' | 'warn' | 'error';

/**
 * Lines for the log of a task, in their order. The scaffolder stores messages side by side, so those of
 * one moment may change places; lines that belong together are one message.
 */
export class TaskLog {
  readonly #logger: LoggerService;
  #level: Level = 'info';
  #lines: string[] = [];

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  add(level: Level, ...lines: string[]): void {
    if (this.#level !== level) this.flush();
    this.#level = level;
    if (this.#lines.length === 0) setImmediate(() => this.flush());
    this.#lines.push(...lines);
  }

  /** Writes what waits; also called by itself at the end of the moment. */
  flush(): void {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) this.#logger[this.#level](lines.join('\n'));
  }
}
