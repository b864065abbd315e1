import { randomUUID } from 'node:crypto';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';

/** A repository on a Git host. */
export interface RepositoryRef {
  /** As under `integrations`, with its port. */
  host: string;
  owner: string;
  name: string;
}

/** What is to be looked at. */
export type Look =
  /** The Score files of a repository; `sweep` when nobody told of a push. */
  | ({ type: 'push'; cause: 'told' | 'sweep' } & RepositoryRef)
  | ({ type: 'pull_request'; number: number } & RepositoryRef)
  /** How a run ended that nobody asked for. */
  | { type: 'run'; id: string };

/** A row of the table `looks`. */
interface LookRow {
  key: string;
  what: Look;
  ticket: string;
  tries: number;
  due_at: Date;
}

/** A look that one process has taken. */
export type TakenLook = Pick<LookRow, 'key' | 'what' | 'ticket' | 'tries'>;

const KEEP_DAYS = 30;
const LONGEST_PAUSE_MS = 3_600_000;
const FIRST_PAUSE_MS = 5_000;

/** What is to be looked at, and which deliveries have been taken. */
export class LookStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Takes a delivery, once by its id and once by what it says. Answers whether it is new. */
  async take(
    delivery: { host: string; id: string; body: string },
    look: Look,
  ): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const row = { ...delivery, received_at: this.#now() };
      const added = await trx('hook_deliveries')
        .insert(row)
        .onConflict()
        .ignore()
        .returning('id');
      if (added.length > 0) await this.ask(look, { trx });
      return added.length > 0;
    });
  }

  /** Has something looked at, in the place of what was asked for it before. */
  async ask(
    look: Look,
    { trx = this.#knex, afterMs = 0 }: { trx?: Knex; afterMs?: number } = {},
  ): Promise<void> {
    await trx('looks')
      .insert(this.#rowOf(look, afterMs))
      .onConflict('key')
      .merge();
  }

  /** Has something looked at, unless that is to be done already. */
  async askToo(look: Look): Promise<void> {
    await this.#knex('looks')
      .insert(this.#rowOf(look, 0))
      .onConflict('key')
      .ignore();
  }

  async due(limit: number): Promise<string[]> {
    const rows = await this.#knex<LookRow>('looks')
      .where('due_at', '<=', this.#now())
      .orderBy('due_at')
      .limit(limit)
      .select('key');
    return rows.map(({ key }) => key);
  }

  /**
   * Takes a look that is due until the transaction ends, which a process that dies ends too; undefined when another
   * has it. Who asks meanwhile is not held up.
   */
  async claim(
    key: string,
    trx: Knex.Transaction,
  ): Promise<TakenLook | undefined> {
    const { rows } = await trx.raw(
      'select pg_try_advisory_xact_lock(hashtextextended(?, 43)) as mine',
      [key],
    );
    if (!rows[0].mine) return undefined;
    return trx<LookRow>('looks')
      .where({ key })
      .where('due_at', '<=', this.#now())
      .first();
  }

  /** Forgets a look that was done, unless somebody has asked for it since. */
  async done({ key, ticket }: TakenLook): Promise<void> {
    await this.#knex<LookRow>('looks').where({ key, ticket }).delete();
  }

  /** Puts a look off; after failures longer each time. */
  async putOff(
    { key, ticket, tries }: TakenLook,
    afterMs?: number,
  ): Promise<void> {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
    await this.#knex<LookRow>('looks')
      .where({ key, ticket })
      .update({
        due_at: this.#now(afterMs ?? pause),
        tries: afterMs === undefined ? Math.min(tries + 1, 20) : 0,
      });
  }

  async forgetOld(): Promise<void> {
    await this.#knex('hook_deliveries')
      .where('received_at', '<', this.#now(-KEEP_DAYS * 86_400_000))
      .delete();
  }

  #rowOf(what: Look, afterMs: number) {
    return {
      key: keyOf(what),
      what: JSON.stringify(what),
      ticket: randomUUID(),
      tries: 0,
      due_at: this.#now(afterMs),
    };
  }

  #now(plusMs = 0): Date {
    return new Date(this.#clock.now() + plusMs);
  }
}

function keyOf(look: Look): string {
  if (look.type === 'run') return `run ${look.id}`;
  const { type, host, owner, name } = look;
  const where = `${type} ${host}/${owner}/${name}`.toLowerCase();
  return look.type === 'pull_request' ? `${where}#${look.number}` : where;
}
