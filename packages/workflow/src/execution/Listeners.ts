import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { RunChange } from '../types';
import type { Telemetry } from './Telemetry';

/** Who wants to know of changes in this process. */
export class Listeners {
  readonly #telemetry: Telemetry;
  readonly #logger: LoggerService;
  readonly #listeners = new Set<(change: RunChange) => void>();

  constructor(telemetry: Telemetry, logger: LoggerService) {
    this.#telemetry = telemetry;
    this.#logger = logger;
  }

  add(listener: (change: RunChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(changes: RunChange[]): void {
    for (const change of changes) {
      const { what, run } = change;
      if (what === 'status' && run.endedAt) this.#telemetry.countEnd(run);
      for (const listener of this.#listeners) this.#call(listener, change);
    }
  }

  #call(listener: (change: RunChange) => void, change: RunChange) {
    try {
      listener(change);
    } catch (error) {
      const { id } = change.run;
      const { message } = toError(error);
      this.#logger.warn(
        `A listener could not take a change of run "${id}": ${message}`,
      );
    }
  }
}
