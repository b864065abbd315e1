import type { LoggerService } from '@backstage/backend-plugin-api';
import { Duration } from 'luxon';
import type { HumanDuration } from '@backstage/types';
import { deleteEndedRuns } from '../database/operations/deleteEndedRuns';
import { nudgeRuns } from '../database/operations/nudgeRuns';
import type { Transactions } from './Transactions';

const EVERY_MS = 5_000;
const SWEEPS_BETWEEN_CLEANING = 720;

/** Looks every few seconds for what fell by the wayside, and every hour for what may be forgotten. */
export class Sweeper {
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  private sweeps = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly retention: HumanDuration,
    private readonly logger: LoggerService,
  ) {}

  begin(): void {
    this.timer = setInterval(() => this.sweepQuietly(), EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  async nudge(): Promise<void> {
    await this.transactions.run(nudgeRuns);
  }

  /** Answers how many runs were deleted. */
  clean(): Promise<number> {
    const { knex, services } = this.transactions;
    const age = Duration.fromObject(this.retention).toMillis();
    const before = new Date(services.clock.now() - age);
    return deleteEndedRuns(knex, before);
  }

  private sweepQuietly(): void {
    this.sweeping ??= this.sweep()
      .catch(error =>
        this.logger.warn(`Runs could not be swept: ${error.message}`),
      )
      .finally(() => {
        this.sweeping = undefined;
      });
  }

  private async sweep(): Promise<void> {
    await this.nudge();
    if (this.sweeps % SWEEPS_BETWEEN_CLEANING === 0) await this.clean();
    this.sweeps += 1;
  }
}
