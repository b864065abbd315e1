import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { deleteEndedRuns } from '../database/operations/deleteEndedRuns';
import type { Transactions } from './Transactions';

const EVERY_MS = 60 * 60 * 1000;

/** Deletes, every hour, the runs that ended longer ago than they are kept. */
export class Cleaner {
  readonly #transactions: Transactions;
  readonly #retention: HumanDuration;
  readonly #logger: LoggerService;
  #timer?: NodeJS.Timeout;
  #cleaning?: Promise<void>;

  constructor(options: {
    transactions: Transactions;
    retention: HumanDuration;
    logger: LoggerService;
  }) {
    this.#transactions = options.transactions;
    this.#retention = options.retention;
    this.#logger = options.logger;
  }

  begin(): void {
    this.#cleanQuietly();
    this.#timer = setInterval(() => this.#cleanQuietly(), EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#cleaning;
  }

  /** Answers how many runs were deleted. */
  async clean(): Promise<number> {
    const { knex, services } = this.#transactions;
    let deleted = await deleteEndedRuns(knex, this.#before(this.#retention));
    for (const { kind, retention } of services.kinds.definitions) {
      if (!retention) continue;
      deleted += await deleteEndedRuns(knex, this.#before(retention), kind);
    }
    return deleted;
  }

  #before(retention: HumanDuration): Date {
    const age = Duration.fromObject(retention).toMillis();
    return new Date(this.#transactions.services.clock.now() - age);
  }

  #cleanQuietly(): void {
    this.#cleaning = this.clean().then(
      () => undefined,
      error =>
        this.#logger.warn(`Old runs could not be deleted: ${error.message}`),
    );
  }
}
