import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';

const BATCH = 20;
const TRY_AGAIN_MS = 60_000;
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Does one thing outside. It may be asked to do it again, since how a try ended can be unknown; the key is the same then,
 * and that of no other entry.
 */
export type Send<Payload extends JsonObject> = (
  payload: Payload,
  entry: { key: string },
) => Promise<void>;

export interface OutboxOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
}

interface Entry {
  id: string;
  topic: string;
  key: string;
  payload: JsonObject;
}

/**
 * What is to be done outside of the database, written together with its cause, so that no restart
 * loses it: each entry is done at least once, by one process at a time, until it has succeeded.
 */
export class Outbox<Topics extends Record<string, JsonObject>> {
  readonly #options: OutboxOptions;
  readonly #topics = new Map<string, Send<any>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /**
   * Says what is done about an entry of a topic; one without is left to who knows it. An error has the
   * entry tried again in a minute.
   */
  on<Topic extends keyof Topics & string>(
    topic: Topic,
    send: Send<Topics[Topic]>,
  ): void {
    this.#topics.set(topic, send);
  }

  /**
   * Adds an entry, unless there was one with this key within the last 30 days.
   *
   * @param connection the transaction of the cause, where there is one
   */
  async add<Topic extends keyof Topics & string>(
    topic: Topic,
    { key, payload }: { key: string; payload: Topics[Topic] },
    connection: Knex | Knex.Transaction = this.#options.knex,
  ): Promise<void> {
    await connection('outbox')
      .insert({
        topic,
        key,
        payload: JSON.stringify(payload),
        due_at: this.#now(),
      })
      .onConflict(['topic', 'key'])
      .ignore();
  }

  /** Does what is due. What fails is due again in a minute, and said in the log. */
  async sendDue(): Promise<void> {
    let due: Entry[];
    do {
      due = await this.#claim();
      await Promise.all(due.map(entry => this.#send(entry)));
    } while (due.length === BATCH);
  }

  /** Forgets what was done long ago. */
  async forgetOld(): Promise<void> {
    await this.#options
      .knex('outbox')
      .where('done_at', '<', this.#now(-KEEP_MS))
      .delete();
  }

  /** None of what it takes is due again within a minute, whatever becomes of this process. */
  async #claim(): Promise<Entry[]> {
    const { knex } = this.#options;
    const due = knex('outbox')
      .whereNull('done_at')
      .where('due_at', '<=', this.#now())
      .whereIn('topic', [...this.#topics.keys()])
      .orderBy('due_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .select('id');
    return knex('outbox')
      .whereIn('id', due)
      .update({ due_at: this.#now(TRY_AGAIN_MS) })
      .returning(['id', 'topic', 'key', 'payload']);
  }

  async #send({ id, topic, key, payload }: Entry): Promise<void> {
    const { knex, logger } = this.#options;
    try {
      await this.#topics.get(topic)!(payload, { key });
      await knex('outbox').where({ id }).update({ done_at: this.#now() });
    } catch (error) {
      logger.warn(
        `${topic} ${key} could not be done; it is tried again in a minute: ${error}`,
      );
    }
  }

  #now(plusMs = 0): Date {
    return new Date(this.#options.clock.now() + plusMs);
  }
}
