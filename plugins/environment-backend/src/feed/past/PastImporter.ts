import type { FeedOptions } from '../Feed';
import type { DeploymentRow } from '../DeploymentRow';
import type { Lease } from '../Lease';
import { isSameImage } from '../running/chooseRunning';
import type { FeedState } from '../FeedState';
import { findUnasked } from './findUnasked';
import { readPastDeployments } from './readPastDeployments';
import { recordPast } from './recordPast';
import type { PastDeployment } from './PastDeployment';

const LOOK_EVERY_MS = 5_000;
const RETRY_MS = 60_000;
const NEW_FOR_MS = 10 * 60_000;
const AT_ONCE = 3;
const BATCH = 30;
/** How much longer it rests than it works: people who look at pages come first. */
const REST = 2;

/**
 * Asks of each deployment what ran there before the portal looked, and of each version that arrives
 * who brought it: one call to Argo CD for an application, a few at a time, and the rest from Git.
 */
export class PastImporter {
  readonly #lease: Lease;
  readonly #options: FeedOptions;
  readonly #feedState: FeedState;

  constructor(lease: Lease, options: FeedOptions, feedState: FeedState) {
    this.#lease = lease;
    this.#options = options;
    this.#feedState = feedState;
  }

  /** Ends with the signal only: what fails is tried again in a minute. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.#options;
    while (!signal.aborted) {
      const from = clock.now();
      const found = await this.#importSome(signal).catch(error => {
        if (!signal.aborted) {
          logger.warn(`What ran before could not be read: ${error}`);
        }
        return 0;
      });
      const took = clock.now() - from;
      const pause = found === 0 ? LOOK_EVERY_MS : took * REST;
      await clock.sleep(pause, signal).catch(() => {});
    }
  }

  async #importSome(signal: AbortSignal): Promise<number> {
    const { knex, onChange } = this.#options;
    const rows = await findUnasked(knex, this.#now(), BATCH);
    const waiting = [...rows];
    const work = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) {
        signal.throwIfAborted();
        await this.#import(row, signal);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (rows.length > 0) {
      const services = [...new Set(rows.map(({ service }) => service))];
      await onChange({ services, applications: [], instances: false });
    }
    return rows.length;
  }

  async #import(row: DeploymentRow, signal: AbortSignal): Promise<void> {
    const { service, environment, image } = row;
    const place = { service, environment };
    try {
      const deployments = await this.#read(row, signal);
      if (this.#lags(row, deployments)) {
        throw new Error(`the history of its application lacks ${image} yet`);
      }
      const since = await this.#lease.write(async trx => {
        await trx('past_imports')
          .insert({ ...place, retry_at: null })
          .onConflict(['service', 'environment'])
          .merge();
        return recordPast(trx, place, deployments);
      });
      if (since) this.#feedState.setArrival(place, image!, since);
    } catch (error) {
      signal.throwIfAborted();
      await this.#tryLater(place, error as Error);
    }
  }

  /** Argo CD writes its history when a sync has ended, and tells what runs before that. */
  #lags(
    { image, deployed_at: at }: DeploymentRow,
    deployments: PastDeployment[],
  ) {
    const latest = deployments.at(-1);
    const isNew = at && this.#now().getTime() - at.getTime() < NEW_FOR_MS;
    return isNew && latest && !isSameImage(latest.image, image);
  }

  async #read(row: DeploymentRow, signal: AbortSignal) {
    const { instances, repositories } = this.#options;
    const application = await instances.get(row.instance!).get(
      {
        name: row.application!,
        appNamespace: row.application_namespace ?? undefined,
        project: row.project ?? undefined,
      },
      { signal },
    );
    return readPastDeployments(repositories, application, row.image!);
  }

  async #tryLater(
    place: { service: string; environment: string },
    { message }: Error,
  ): Promise<void> {
    this.#options.logger.debug(
      `What ran of ${place.service} in ${place.environment} before is asked again in a minute: ${message}`,
    );
    const retryAt = new Date(this.#now().getTime() + RETRY_MS);
    await this.#lease.write(trx =>
      trx('past_imports')
        .insert({ ...place, retry_at: retryAt })
        .onConflict(['service', 'environment'])
        .merge(),
    );
  }

  #now(): Date {
    return new Date(this.#options.clock.now());
  }
}
