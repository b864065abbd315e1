import { performance } from 'node:perf_hooks';

type Standing = 'kept' | 'lost' | 'cancel';

/**
 * Renews the lease of a claim for as long as its worker works. A renewal that cannot be written is tried again, until
 * the lease must be over: then the claim counts as lost, since somebody else may have it by now.
 */
export class LeaseKeeper {
  readonly #leaseMs: number;
  readonly #renew: () => Promise<Standing>;
  readonly #onStanding: (standing: 'lost' | 'cancel') => void;
  #timer?: NodeJS.Timeout;
  #stopped = false;
  #renewedAt = performance.now();

  constructor(
    leaseMs: number,
    renew: () => Promise<Standing>,
    onStanding: (standing: 'lost' | 'cancel') => void,
  ) {
    this.#leaseMs = leaseMs;
    this.#renew = renew;
    this.#onStanding = onStanding;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#tick(), this.#leaseMs / 5);
  }

  async #tick(): Promise<void> {
    const standing = await this.#ask();
    if (this.#stopped) return;
    if (standing !== 'kept') this.#onStanding(standing);
    if (standing !== 'lost') this.#schedule();
  }

  async #ask(): Promise<Standing> {
    const askedAt = performance.now();
    try {
      const standing = await this.#renew();
      this.#renewedAt = askedAt;
      return standing;
    } catch {
      const over = performance.now() - this.#renewedAt >= this.#leaseMs;
      return over ? 'lost' : 'kept';
    }
  }
}
