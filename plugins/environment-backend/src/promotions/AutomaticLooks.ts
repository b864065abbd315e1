import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AutomaticPromoter } from './AutomaticPromoter';

/**
 * Has services looked at whose state has changed, without keeping whoever tells of them: a look may
 * wait for Git, and the feed must not. One look at a time; what comes meanwhile is in the next.
 */
export class AutomaticLooks {
  readonly #promoter: Pick<AutomaticPromoter, 'look'>;
  readonly #logger: LoggerService;
  readonly #due = new Set<string>();
  readonly #stopping = new AbortController();
  #running?: Promise<void>;

  constructor(
    promoter: Pick<AutomaticPromoter, 'look'>,
    logger: LoggerService,
  ) {
    this.#promoter = promoter;
    this.#logger = logger;
  }

  add(services: string[]): void {
    services.forEach(service => this.#due.add(service));
    this.#running ??= this.#lookAtAll().finally(() => {
      this.#running = undefined;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #lookAtAll(): Promise<void> {
    const { signal } = this.#stopping;
    while (this.#due.size > 0 && !signal.aborted) {
      const services = [...this.#due];
      this.#due.clear();
      try {
        await this.#promoter.look(services, signal);
      } catch (error) {
        if (signal.aborted) return;
        // The schedule looks at all once a minute.
        this.#logger.warn(`Versions could not go on by themselves: ${error}`);
      }
    }
  }
}
