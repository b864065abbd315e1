import type { Knex } from 'knex';

/** The lease went to somebody else: what was about to be written must not be. */
export class LeaseLostError extends Error {
  readonly name = 'LeaseLostError';

  constructor(lease: string) {
    super(`Another replica has the lease "${lease}"`);
  }
}

/**
 * One replica at a time has it, until it gives it back or stops renewing it. Time is the database's,
 * so that the clocks of replicas need not agree.
 */
export class Lease {
  readonly #knex: Knex;
  readonly #name: string;
  readonly #holder: string;
  readonly #ttlSeconds: number;

  /** `ttlSeconds`: how long it stays taken after the last renewal. */
  constructor(knex: Knex, name: string, holder: string, ttlSeconds: number) {
    this.#knex = knex;
    this.#name = name;
    this.#holder = holder;
    this.#ttlSeconds = ttlSeconds;
  }

  /** Takes or renews it. Returns whether this replica has it now. */
  async hold(): Promise<boolean> {
    const { rows } = await this.#knex.raw(
      `INSERT INTO leases (name, holder, until)
       VALUES (:name, :holder, clock_timestamp() + make_interval(secs => :ttl))
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE leases.holder = excluded.holder OR leases.until < clock_timestamp()
       RETURNING name`,
      { name: this.#name, holder: this.#holder, ttl: this.#ttlSeconds },
    );
    return rows.length === 1;
  }

  /**
   * Writes in a transaction that nobody can take the lease over from.
   *
   * @throws LeaseLostError when somebody else has it already.
   */
  write<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(async trx => {
      const held = await trx('leases')
        .where({ name: this.#name, holder: this.#holder })
        .forShare()
        .first('name');
      if (!held) throw new LeaseLostError(this.#name);
      return work(trx);
    });
  }

  async giveBack(): Promise<void> {
    await this.#knex('leases')
      .where({ name: this.#name, holder: this.#holder })
      .delete();
  }
}
