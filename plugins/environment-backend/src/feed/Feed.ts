import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { Clock } from '@towpath/clock';
import type { GitRepositories } from '@towpath/gitops';
import type { Knex } from 'knex';
import { Lease, LeaseLostError } from './Lease';
import { lead } from './lead';

const LEASE_SECONDS = 10;
const TRY_AGAIN_MS = 3_000;

export interface FeedOptions {
  knex: Knex;
  instances: ArgoCdInstances;
  repositories: GitRepositories;
  clock: Clock;
  logger: LoggerService;
  /** Called after the change is written; what it does holds up the next write. */
  onChange(change: FeedChange): Promise<void>;
}

/** What is not as it was before. */
interface FeedChange {
  /** References of services whose deployments it is about, each once. */
  services: string[];
  /** The same of those whose applications it is about: a sync may begin and end without a trace at the deployment. */
  applications: string[];
  /** An instance of Argo CD is out of reach or back, or says something else. */
  instances: boolean;
}

/**
 * Follows all Argo CD instances into the database. Of several replicas one does so at a time, since
 * two would write what the other has already outdated; when it dies another goes on.
 */
export class Feed {
  readonly #options: FeedOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Returns at once. */
  start(): void {
    this.#running = this.#run(this.#stopping.signal);
  }

  /** Resolves when nothing is written any more and another replica can go on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { knex, clock, logger } = this.#options;
    const lease = new Lease(knex, 'feed', randomUUID(), LEASE_SECONDS);
    while (!signal.aborted) {
      try {
        if (await lease.hold()) await lead(lease, this.#options, signal);
      } catch (error) {
        if (!signal.aborted && !(error instanceof LeaseLostError)) {
          logger.warn(
            `What runs where could not be brought up to date: ${error}`,
          );
        }
      }
      await clock.sleep(TRY_AGAIN_MS, signal).catch(() => {});
    }
    // The database may be gone already; then the lease ends by itself.
    await lease.giveBack().catch(() => {});
  }
}
