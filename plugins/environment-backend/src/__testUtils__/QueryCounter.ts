import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import type { Knex } from 'knex';

/** Tells what a request asks the database from what the portal does by itself meanwhile. */
export class QueryCounter {
  readonly #current = new AsyncLocalStorage<string[]>();
  #last: string[] = [];

  constructor(knex: Knex, server: Server) {
    // Before the portal hears of the request, so that all it does for it is in the same context.
    server.prependListener('request', () => {
      this.#last = [];
      this.#current.enterWith(this.#last);
    });
    knex.on('query', ({ sql }) => this.#current.getStore()?.push(sql));
  }

  /** The statements of the request that came last. */
  get last(): string[] {
    return [...this.#last];
  }
}
