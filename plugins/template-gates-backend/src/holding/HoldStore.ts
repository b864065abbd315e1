import type { JsonObject } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import type { Seal } from '@towpath/seal';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** A page renews a sign-in that has less than five minutes left, so who has just pressed has more. */
const LEAST_LEFT_MS = 4 * 60_000;
const NOTHING = { request: null, token: null, token_expires: null, pass: null };

/** What is kept sealed of a request. */
export interface SealedRequest {
  values: JsonObject;
  secrets: Record<string, string>;
  /** Random; part of the digest. */
  salt: string;
}

/** A token that acts as who asked, until it ends. */
export interface ActingToken {
  token: string;
  expiresAt: Date;
}

/** What was asked, and how far it has come. */
export interface Hold {
  id: string;
  requestedBy: string;
  /** Entity reference. */
  template: string;
  retries?: string;
  /** When a request was let out to the scaffolder last. */
  passedAt?: Date;
  /** Id of the task that began. */
  task?: string;
  createdAt: Date;
}

interface HoldRow {
  id: string;
  requested_by: string;
  template: string;
  retries: string | null;
  request: Buffer | null;
  token: Buffer | null;
  token_expires: Date | null;
  pass: string | null;
  passed_at: Date | null;
  task: string | null;
  created_at: Date;
  reminded_at: Date | null;
}

const placeOf = (row: string, field: 'request' | 'token') => ({
  table: 'holds',
  row,
  field,
});

/** What is held, in the database. What a request says is sealed, and goes as soon as nobody needs it. */
export class HoldStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #seal: Seal | undefined;

  constructor(options: { knex: Knex; clock: Clock; seal?: Seal }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#seal = options.seal;
  }

  /** Whether there is a key, without which nothing can be held. */
  get canHold(): boolean {
    return this.#seal !== undefined;
  }

  async add(
    hold: Pick<Hold, 'id' | 'requestedBy' | 'template' | 'retries'>,
    request: SealedRequest,
    acting: ActingToken,
    trx: Knex.Transaction,
  ): Promise<void> {
    const { id, requestedBy, template, retries } = hold;
    await trx<HoldRow>('holds').insert({
      ...{ id, template, retries: retries ?? null },
      requested_by: requestedBy,
      request: this.#seal!.seal(
        JSON.stringify(request),
        placeOf(id, 'request'),
      ),
      ...this.#toColumns(id, acting),
      created_at: this.#now(),
    });
  }

  async find(id: string): Promise<Hold | undefined> {
    const row = await this.#knex<HoldRow>('holds').where({ id }).first();
    return row && toHold(row);
  }

  /** What was asked; undefined once it was forgotten. @throws SealError when no key opens it */
  async request(id: string): Promise<SealedRequest | undefined> {
    const row = await this.#knex<HoldRow>('holds').where({ id }).first();
    if (!row?.request) return undefined;
    return JSON.parse(
      this.#require().open(row.request, placeOf(id, 'request')),
    );
  }

  /** Undefined when it was forgotten, or ends before the steps of a task would have had time. */
  async token(id: string): Promise<string | undefined> {
    const row = await this.#knex<HoldRow>('holds').where({ id }).first();
    if (!row?.token || !row.token_expires) return undefined;
    const left = row.token_expires.getTime() - this.#clock.now();
    if (left < LEAST_LEFT_MS) return undefined;
    return this.#require().open(row.token, placeOf(id, 'token'));
  }

  async renewToken(id: string, acting: ActingToken): Promise<void> {
    await this.#knex<HoldRow>('holds')
      .where({ id })
      .update(this.#toColumns(id, acting));
  }

  /** What the door takes for one request; an earlier one is worth nothing any more. */
  async givePass(id: string): Promise<string> {
    const pass = randomUUID();
    await this.#knex<HoldRow>('holds')
      .where({ id })
      .update({ pass, passed_at: this.#now() });
    return pass;
  }

  /** Whether it was given out and not used yet; from now on it is used. */
  async takePass(id: string, pass: string): Promise<boolean> {
    const taken = await this.#knex<HoldRow>('holds')
      .where({ id, pass })
      .whereNull('task')
      .update({ pass: null });
    return taken === 1;
  }

  /** It began, so nothing of the request is needed any more. */
  async begun(id: string, task: string): Promise<void> {
    await this.#knex<HoldRow>('holds')
      .where({ id })
      .update({ task, ...NOTHING });
  }

  async forget(id: string, trx: Knex.Transaction): Promise<void> {
    await trx<HoldRow>('holds').where({ id }).update(NOTHING);
  }

  /** Which of these tasks began for something that was held. */
  async begunTasks(tasks: string[]): Promise<Set<string>> {
    const rows = await this.#knex<HoldRow>('holds')
      .whereIn('task', tasks)
      .select('task');
    return new Set(rows.map(({ task }) => task!));
  }

  /** Ids of those that nobody was reminded of since then. */
  async notRemindedSince(before: Date, ids: string[]): Promise<string[]> {
    const rows = await this.#knex<HoldRow>('holds')
      .whereIn('id', ids)
      .whereRaw('coalesce(reminded_at, created_at) <= ?', [before])
      .select('id');
    return rows.map(({ id }) => id);
  }

  async reminded(id: string, trx: Knex.Transaction): Promise<void> {
    await trx<HoldRow>('holds')
      .where({ id })
      .update({ reminded_at: this.#now() });
  }

  #toColumns(id: string, { token, expiresAt }: ActingToken) {
    return {
      token: this.#require().seal(token, placeOf(id, 'token')),
      token_expires: expiresAt,
    };
  }

  #require(): Seal {
    if (this.#seal) return this.#seal;
    throw new Error('Set templateGates.secrets.keys: nothing opens without');
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }
}

function toHold(row: HoldRow): Hold {
  return {
    id: row.id,
    requestedBy: row.requested_by,
    template: row.template,
    retries: row.retries ?? undefined,
    passedAt: row.passed_at ?? undefined,
    task: row.task ?? undefined,
    createdAt: row.created_at,
  };
}
