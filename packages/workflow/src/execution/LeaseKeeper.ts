import { performance } from 'node:perf_hooks';

type Standing = 'kept' | 'lost' | 'cancel';

/**
 * Renews the lease of a claim for as long as its worker works. A renewal that cannot be written is tried again, until
 * the lease must be over: then the claim counts as lost, since somebody else may have it by now.
 */
export class LeaseKeeper {
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private renewedAt = performance.now();

  constructor(
    private readonly leaseMs: number,
    private readonly renew: () => Promise<Standing>,
    private readonly onStanding: (standing: 'lost' | 'cancel') => void,
  ) {
    this.schedule();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.tick(), this.leaseMs / 5);
  }

  private async tick(): Promise<void> {
    const standing = await this.ask();
    if (this.stopped) return;
    if (standing !== 'kept') this.onStanding(standing);
    if (standing !== 'lost') this.schedule();
  }

  private async ask(): Promise<Standing> {
    const askedAt = performance.now();
    try {
      const standing = await this.renew();
      this.renewedAt = askedAt;
      return standing;
    } catch {
      const over = performance.now() - this.renewedAt >= this.leaseMs;
      return over ? 'lost' : 'kept';
    }
  }
}
