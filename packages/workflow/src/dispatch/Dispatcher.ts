import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import { findDue, findNextWake } from '../database/operations/findDue';
import { DueListener } from './DueListener';

/** So often at least: nobody announces that a worker has died. */
const LOOK_EVERY_MS = 5_000;

interface Options {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  kinds: string[];
  /** How many runs this process works on at a time. */
  workers: number;
  /** Answers whether there was anything to do. */
  work(runId: string): Promise<boolean>;
}

/**
 * Has this process work on runs that are due: when it hears of one, when the time of one comes, and every few seconds.
 * Other processes look too; whoever claims a run first has it.
 */
export class Dispatcher {
  readonly #options: Options;
  readonly #listener: DueListener;
  readonly #busy = new Map<string, Promise<void>>();
  /** Another process was quicker, or they cannot be had now: not asked for again before there is news. */
  readonly #inVain = new Set<string>();
  #timer?: NodeJS.Timeout;
  #wakeTimer?: NodeJS.Timeout;
  #looking?: Promise<void>;
  #lookAgain = false;
  #begun = false;

  constructor(options: Options) {
    this.#options = options;
    this.#listener = new DueListener({
      knex: options.knex,
      logger: options.logger,
      onDue: () => this.#lookAnew(),
    });
  }

  async begin(): Promise<void> {
    this.#begun = true;
    this.#timer = setInterval(() => this.#lookRegularly(), LOOK_EVERY_MS);
    await this.#lookRegularly();
  }

  /** Takes no more runs. */
  async stop(): Promise<void> {
    this.#begun = false;
    clearInterval(this.#timer);
    clearTimeout(this.#wakeTimer);
    await this.#looking;
    await this.#listener.close();
  }

  /** Looks now, and answers once what was found is in hand. */
  async sweep(): Promise<void> {
    this.#lookAnew();
    await this.#looking;
  }

  async #lookRegularly(): Promise<void> {
    await this.#listener.connect();
    await this.sweep();
  }

  #lookAnew(): void {
    this.#inVain.clear();
    this.#look();
  }

  /** One look at a time; who asks meanwhile has another one follow. */
  #look(): void {
    if (!this.#begun) return;
    this.#lookAgain = true;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#lookAgain && this.#begun) {
      this.#lookAgain = false;
      try {
        await this.#lookOnce();
      } catch (error) {
        this.#options.logger.warn(
          `Runs that are due could not be looked for: ${
            toError(error).message
          }`,
        );
      }
    }
  }

  async #lookOnce(): Promise<void> {
    const { knex, clock, kinds, workers } = this.#options;
    const now = new Date(clock.now());
    const free = workers - this.#busy.size;
    // Who gets free looks again.
    if (free <= 0) return;
    const due = await findDue(knex, {
      kinds,
      now,
      except: [...this.#busy.keys(), ...this.#inVain],
      limit: free,
    });
    for (const id of due) this.#take(id);
    if (due.length < free) this.#wakeAt(await findNextWake(knex, now));
  }

  #take(id: string): void {
    const { work, logger } = this.#options;
    const working = work(id)
      .catch(error => {
        logger.error(
          `Run "${id}" was left as it is: ${toError(error).message}`,
        );
        return false;
      })
      .then(hasWorked => {
        this.#busy.delete(id);
        if (!hasWorked) this.#inVain.add(id);
        this.#look();
      });
    this.#busy.set(id, working);
  }

  #wakeAt(at: Date | undefined): void {
    clearTimeout(this.#wakeTimer);
    if (!at || !this.#begun) return;
    const left = at.getTime() - this.#options.clock.now();
    if (left >= LOOK_EVERY_MS) return;
    this.#wakeTimer = setTimeout(() => this.#look(), Math.max(left, 0));
  }
}
