import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { RunChange } from '@towpath/workflow';
import { deliveryOf, type DeliveryRun } from '../promotions/runs';

/** The channel on which pages hear that a promotion has changed. */
export const PROMOTIONS_CHANNEL = 'environment:promotions';

const COALESCE_MS = 250;

/** Tells pages what has changed, each promotion at most a few times a second. */
export class PromotionSignals {
  readonly #due = new Map<string, NodeJS.Timeout>();
  readonly #latest = new Map<string, DeliveryRun>();

  constructor(
    private readonly signals: SignalsService,
    private readonly logger: LoggerService,
  ) {}

  changed({ run }: RunChange): void {
    this.#latest.set(run.id, run as unknown as DeliveryRun);
    if (this.#due.has(run.id)) return;
    const timer = setTimeout(() => this.#publish(run.id), COALESCE_MS);
    this.#due.set(run.id, timer.unref());
  }

  stop(): void {
    this.#due.forEach(timer => clearTimeout(timer));
    this.#due.clear();
  }

  async #publish(id: string): Promise<void> {
    const run = this.#latest.get(id)!;
    this.#due.delete(id);
    this.#latest.delete(id);
    const { service, to } = deliveryOf(run);
    try {
      await this.signals.publish({
        recipients: { type: 'broadcast' },
        channel: PROMOTIONS_CHANNEL,
        message: { id, service: service.ref, to, status: run.status },
      });
    } catch (error) {
      // Pages ask again by themselves, only later.
      this.logger.debug(`Pages could not be told of promotion ${id}: ${error}`);
    }
  }
}
