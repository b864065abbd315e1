import { Socket } from 'node:net';
import { Client } from 'pg';
import type { ServerSettings } from '../settings/Servers';
import { explainFailure } from './explainFailure';

/** How long a server may take, in milliseconds. */
export interface Patience {
  connectMs: number;
  statementMs: number;
}

/** Where a session goes, and what ends it early. */
export interface SessionOptions {
  server: ServerSettings;
  /** That of the server's settings when absent. */
  database?: string;
  patience: Patience;
  signal: AbortSignal;
}

// The server ends a statement that takes too long; one that is silent has this much more.
const SILENCE_MS = 5_000;
const CLOSE_MS = 5_000;

/** One connection as the provisioning role. */
export class Session {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #options: SessionOptions;

  private constructor(options: SessionOptions) {
    const { server, database = server.database, patience } = options;
    this.#options = options;
    this.#socket = new Socket();
    this.#client = new Client({
      host: server.host,
      port: server.port,
      user: server.user,
      password: server.password,
      database,
      ssl: server.ssl,
      stream: () => this.#socket,
      connectionTimeoutMillis: patience.connectMs,
      statement_timeout: patience.statementMs,
      query_timeout: patience.statementMs + SILENCE_MS,
      application_name: 'towpath',
      // Whoever may make functions in that database must not have them run as us.
      options: '-c search_path=pg_catalog',
    });
    // A session that the server ends between two statements would else end this process.
    this.#client.on('error', () => undefined);
  }

  /**
   * Opens a session for as long as it is used.
   *
   * @throws the reason of the signal when it aborts, else an error of {@link explainFailure}
   */
  static async use<T>(
    options: SessionOptions,
    use: (session: Session) => Promise<T>,
  ): Promise<T> {
    const { signal } = options;
    signal.throwIfAborted();
    const session = new Session(options);
    const cut = () => session.#socket.destroy();
    signal.addEventListener('abort', cut, { once: true });
    try {
      await session.#ask(() => session.#client.connect());
      return await use(session);
    } finally {
      signal.removeEventListener('abort', cut);
      await session.#close();
    }
  }

  /** One statement with values, and its rows. */
  async rows<Row extends object>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await this.#ask(() =>
      this.#client.query<Row>(text, values),
    );
    return rows;
  }

  /** Statements without values; several are one transaction. */
  async run(text: string): Promise<void> {
    await this.#ask(() => this.#client.query(text));
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const { signal, server } = this.#options;
    try {
      return await question();
    } catch (error) {
      signal.throwIfAborted();
      throw explainFailure(error, server);
    }
  }

  async #close(): Promise<void> {
    const giveUp = setTimeout(() => this.#socket.destroy(), CLOSE_MS);
    await this.#client.end().catch(() => undefined);
    clearTimeout(giveUp);
  }
}
