import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';

const COALESCE_MS = 250;

/** Tells open pages what has changed, each thing at most a few times a second. */
export class CoalescedSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #channel: string;
  readonly #due = new Map<string, NodeJS.Timeout>();
  readonly #latest = new Map<string, JsonObject>();

  /** @param channel on which pages hear of it; who may listen is the policy's to say */
  constructor(
    channel: string,
    options: { signals: SignalsService; logger: LoggerService },
  ) {
    this.#channel = channel;
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** Of several messages about one thing, those that come close together, the last is sent. */
  changed(id: string, message: JsonObject): void {
    this.#latest.set(id, message);
    if (this.#due.has(id)) return;
    const timer = setTimeout(() => this.#publish(id), COALESCE_MS);
    this.#due.set(id, timer.unref());
  }

  stop(): void {
    this.#due.forEach(timer => clearTimeout(timer));
    this.#due.clear();
  }

  async #publish(id: string): Promise<void> {
    const message = this.#latest.get(id)!;
    this.#due.delete(id);
    this.#latest.delete(id);
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: this.#channel,
        message,
      });
    } catch (error) {
      // Pages ask again by themselves, only later.
      this.#logger.debug(`Pages could not be told of ${id}: ${error}`);
    }
  }
}
