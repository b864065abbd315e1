import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isFinal,
  type ArgoCdClient,
  type ArgoCdInstances,
  type PartialApplication,
  type WatchItem,
} from '@towpath/argocd';
import type { Clock } from '@towpath/clock';
import { FACT_FIELDS, readFacts } from './ApplicationFacts';
import { findHidden } from './findHidden';
import type { InstanceRow } from './InstanceRow';
import type { FeedState } from './FeedState';

// Argo CD drops events that it cannot deliver and says nothing: this bounds how long that shows.
const RESYNC_EVERY_MS = 3 * 60_000;

/** Follows one instance into the {@link FeedState}, and knows how it is. */
export class InstanceFollower {
  readonly #options: {
    instances: ArgoCdInstances;
    feedState: FeedState;
    clock: Clock;
    logger: LoggerService;
    /** As the replica before knew it. */
    known?: InstanceRow;
  };
  #row: InstanceRow;
  #brokenSince?: Date;
  #hidden?: Error;

  constructor(
    readonly name: string,
    options: {
      instances: ArgoCdInstances;
      feedState: FeedState;
      clock: Clock;
      logger: LoggerService;
      /** As the replica before knew it. */
      known?: InstanceRow;
    },
  ) {
    this.#options = options;
    this.#row = options.known ?? {
      name,
      url: null,
      ok: false,
      message: 'It was not asked yet',
      since: this.#now(),
      synced_at: null,
      applications: 0,
    };
  }

  /** How it is, as it should stand in the database. */
  get status(): InstanceRow {
    return {
      ...this.#row,
      applications: this.#options.feedState.countOf(this.name),
    };
  }

  /** Ends with the signal only; an instance that is configured wrong is not asked. */
  async follow(signal: AbortSignal): Promise<void> {
    const { instances } = this.#options;
    try {
      const client = instances.get(this.name);
      this.#row.url = client.url;
      const watch = client.watch({
        signal,
        fields: FACT_FIELDS,
        resyncEveryMs: RESYNC_EVERY_MS,
      });
      for await (const item of watch) {
        if (item.type === 'snapshot') {
          await this.#takeAll(client, item.applications, signal);
        } else this.#take(item);
      }
    } catch (error) {
      if (!signal.aborted) this.#report(error as Error);
    }
  }

  async #takeAll(
    client: ArgoCdClient,
    applications: PartialApplication[],
    signal: AbortSignal,
  ): Promise<void> {
    const { feedState } = this.#options;
    const found = applications.map(one => readFacts(this.name, one));
    const missing = feedState.missing(this.name, found);
    const hidden = await findHidden(client, missing, signal);
    feedState.setApplications(this.name, [...found, ...hidden.applications]);
    this.#hidden = hidden.why
      ? new Error(
          `Argo CD "${this.name}" does not list ${hidden.applications.length} of its applications any more, nor does it say that they are gone: ${hidden.why}`,
        )
      : undefined;
    this.#heard();
  }

  #take(item: Exclude<WatchItem, { type: 'snapshot' }>): void {
    const { feedState } = this.#options;
    switch (item.type) {
      case 'DELETED':
        feedState.remove(readFacts(this.name, item.application));
        break;
      case 'disconnected':
        this.#reportBreak(item.error);
        return;
      default:
        feedState.set(readFacts(this.name, item.application));
    }
    this.#heard();
  }

  #heard(): void {
    const now = this.#now();
    this.#brokenSince = undefined;
    this.#row.synced_at = now;
    if (this.#hidden) {
      this.#report(this.#hidden);
      return;
    }
    if (!this.#row.ok) {
      this.#options.logger.info(`Argo CD "${this.name}" is followed now`);
      Object.assign(this.#row, { ok: true, message: null, since: now });
    }
  }

  // A connection that ends is made anew at once; only when that does not work either is it news. What
  // is refused stays so.
  #reportBreak(error: Error): void {
    const isBroken = !this.#row.ok && !this.#hidden;
    const isNews =
      this.#brokenSince !== undefined || isBroken || isFinal(error);
    this.#brokenSince ??= this.#now();
    if (isNews) this.#report(error);
  }

  #report({ message }: Error): void {
    if (this.#row.ok || this.#row.message !== message) {
      this.#options.logger.warn(
        `${message}. The portal works on and shows what it last knew`,
      );
      const since = this.#row.ok
        ? this.#brokenSince ?? this.#now()
        : this.#row.since;
      Object.assign(this.#row, { ok: false, message, since });
    }
  }

  #now(): Date {
    return new Date(this.#options.clock.now());
  }
}
