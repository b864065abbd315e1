import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { Look, LookStore, TakenLook } from '../database/LookStore';
import { isFinal } from '../steps/check';

/** What to do about a look. Answers after how long it is to be looked at again; undefined when all is done. */
type LookAt = (look: Look, signal: AbortSignal) => Promise<number | undefined>;

/** So often at least: nobody says when the time of one comes, or that a process has died. */
const EVERY_MS = 5_000;
const AT_ONCE = 3;
/** Longer than any look takes that gets on. */
const LIMIT_MS = 120_000;

interface Parts {
  knex: Knex;
  store: LookStore;
  lookAt: LookAt;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Looks at what is due, one process at a time at each. What could not be asked is tried again, later each time; what
 * died with its process is taken by another.
 */
export class Looks {
  readonly #parts: Parts;
  readonly #stop = new AbortController();
  #hurry = new AbortController();
  #working?: Promise<void>;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#working = this.#work();
  }

  /** Looks now at what is due. */
  hurry(): void {
    this.#hurry.abort();
  }

  /** Lets what is at hand end. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#hurry.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { clock, logger } = this.#parts;
    while (!this.#stop.signal.aborted) {
      this.#hurry = new AbortController();
      try {
        await this.#workOff();
      } catch (error) {
        logger.warn(
          `What Git hosts told could not be looked at: ${
            toError(error).message
          }`,
        );
      }
      const wake = AbortSignal.any([this.#hurry.signal, this.#stop.signal]);
      await clock.sleep(EVERY_MS, wake).catch(() => {});
    }
  }

  async #workOff(): Promise<void> {
    const { store } = this.#parts;
    while (!this.#stop.signal.aborted) {
      const due = await store.due(AT_ONCE);
      const mine = await Promise.all(due.map(key => this.#take(key)));
      if (!mine.some(Boolean)) return;
    }
  }

  /** Answers whether it was for this process. */
  async #take(key: string): Promise<boolean> {
    const { knex, store } = this.#parts;
    return knex.transaction(async trx => {
      const taken = await store.claim(key, trx);
      if (taken) await this.#lookAt(taken);
      return taken !== undefined;
    });
  }

  async #lookAt(taken: TakenLook): Promise<void> {
    const { store, lookAt, logger } = this.#parts;
    const limit = AbortSignal.timeout(LIMIT_MS);
    const signal = AbortSignal.any([this.#stop.signal, limit]);
    try {
      const again = await lookAt(taken.what, signal);
      if (again === undefined) await store.done(taken);
      else await store.putOff(taken, again);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (isFinal(error)) {
        logger.warn(`${taken.key} is left as it is: ${error.message}`);
        await store.done(taken);
        return;
      }
      logger.warn(
        `${taken.key} is looked at again later: ${toError(error).message}`,
      );
      await store.putOff(taken);
    }
  }
}
