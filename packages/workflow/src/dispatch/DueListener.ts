import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import { DUE_CHANNEL } from '../database/operations/announceDue';

/** What is used of a connection of the driver `pg`. */
interface Connection {
  query(sql: string): Promise<unknown>;
  on(event: 'notification' | 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  end(): Promise<void>;
}

/** Hears of runs that are due, on a connection of its own: one of the pool may be given to anybody. */
export class DueListener {
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  readonly #onDue: () => void;
  #connection?: Connection;
  #connecting?: Promise<void>;

  constructor(options: {
    knex: Knex;
    logger: LoggerService;
    onDue: () => void;
  }) {
    this.#knex = options.knex;
    this.#logger = options.logger;
    this.#onDue = options.onDue;
  }

  /** Connects, unless it is connected. Trouble is said in the log, and left to the next call. */
  async connect(): Promise<void> {
    if (this.#connection) return;
    this.#connecting ??= this.#open()
      .then(
        connection => {
          this.#connection = connection;
        },
        error => this.#complain(error),
      )
      .finally(() => {
        this.#connecting = undefined;
      });
    await this.#connecting;
  }

  /** Also what is being opened. */
  async close(): Promise<void> {
    await this.#connecting;
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.end();
  }

  async #open(): Promise<Connection> {
    const connection: Connection =
      await this.#knex.client.acquireRawConnection();
    connection.on('notification', this.#onDue);
    connection.on('error', error => this.#lose(connection, error));
    connection.on('end', () => this.#lose(connection));
    try {
      await connection.query(`listen ${DUE_CHANNEL}`);
    } catch (error) {
      await connection.end().catch(() => undefined);
      throw error;
    }
    return connection;
  }

  #lose(connection: Connection, error?: Error): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#complain(error ?? new Error('the database has closed it'));
  }

  #complain(error: unknown): void {
    this.#logger.warn(
      `Runs that are due are only found by looking for now: the connection that hears of them is lost: ${
        toError(error).message
      }`,
    );
  }
}
