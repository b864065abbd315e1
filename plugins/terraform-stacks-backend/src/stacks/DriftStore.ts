import type { StackResourceChange } from '@towpath/plugin-terraform-stacks-common';
import type { Knex } from 'knex';
import { readDriftEvery, spreadOf } from '../model/driftEvery';
import { appliedAsDefined } from './appliedAsDefined';
import { joinNewestState, resourcesHeld } from './newestState';

/** What was seen when a stack was looked at. */
export interface SeenDrift {
  status: 'in-sync' | 'drifted';
  /** In words. */
  why?: string;
  changes: StackResourceChange[];
  /** The same for the same difference. */
  digest?: string;
}

/** How a stack stood when it was looked at last. */
export interface DriftRow {
  key: string;
  status: 'in-sync' | 'drifted' | 'unknown';
  why: string | null;
  /** When it was looked at last, whether that told anything or not. */
  at: Date | null;
  /** When a look, or an apply, told last how it stands. */
  seen_at: Date | null;
  since: Date | null;
  run: string | null;
  changes: StackResourceChange[] | null;
  digest: string | null;
  due_at: Date | null;
}

/** Who looked, and when. */
interface Look {
  key: string;
  /** Absent where no run could begin. */
  run?: string;
  at: Date;
}

/** After what could not be asked, unless the stack is looked at more often. */
const AGAIN_MS = 3_600_000;

/** How long a look may take to begin before it is due again. */
const BEGINNING_MS = 10 * 60_000;

/** Remembers what was changed outside of Terraform, and when each stack is looked at again. */
export class DriftStore {
  readonly #knex: Knex;
  readonly #usualMs: number;

  /** @param usualMs how often a stack is looked at that says nothing else, in milliseconds */
  constructor(knex: Knex, usualMs: number) {
    this.#knex = knex;
    this.#usualMs = usualMs;
  }

  async find(key: string): Promise<DriftRow | undefined> {
    return this.#knex<DriftRow>('stack_drifts').where({ key }).first();
  }

  /** Has a stack looked at from now on, at its own place in the interval; what was seen of it stays. */
  async schedule(
    { key, every, at }: { key: string; every?: string; at: Date },
    trx: Knex,
  ): Promise<void> {
    const ms = this.#every(every);
    const due_at = ms && new Date(at.getTime() + spreadOf(key, ms));
    await trx('stack_drifts')
      .insert({ key, status: 'unknown', due_at: due_at ?? null })
      .onConflict('key')
      .merge(['due_at']);
  }

  /** As {@link schedule}, unless it is known already when the stack is looked at. */
  async scheduleNew(
    { key, at }: { key: string; at: Date },
    trx: Knex,
  ): Promise<void> {
    if (!(await this.#lock(key, trx))) await this.schedule({ key, at }, trx);
  }

  /**
   * Stacks that hold something and are due, at most so many; none of them is due again for a while. What nobody has
   * applied nobody has looked at either: a plan of it runs what it says, and would take what is not done yet for drift.
   */
  async takeDue(now: Date, limit: number): Promise<string[]> {
    const stacks = this.#knex('stack_drifts as x')
      .join('stacks as s', 's.key', 'x.key')
      .join('stack_definitions as d', 'd.key', 'x.key');
    const due = joinNewestState(stacks)
      .where('x.due_at', '<=', now)
      .whereRaw(`${resourcesHeld} <> 0`)
      .whereRaw(appliedAsDefined)
      .orderBy('x.due_at')
      .limit(limit)
      .forUpdate('x')
      .skipLocked()
      .select('x.key');
    const rows = await this.#knex('stack_drifts')
      .whereIn('key', due)
      .update({ due_at: new Date(now.getTime() + BEGINNING_MS) })
      .returning('key');
    return rows.map(({ key }) => key);
  }

  /** Keeps what was seen. Answers what somebody is to be told of: a difference that was not there before. */
  async keepSeen(
    look: Look,
    seen: SeenDrift,
    trx: Knex,
  ): Promise<{ isNew: boolean }> {
    const before = await this.#lock(look.key, trx);
    if (!before) return { isNew: false };
    const hasDrifted = seen.status === 'drifted';
    const wasDrifted = before.status === 'drifted';
    const since = wasDrifted ? before.since : look.at;
    await this.#write(look, trx, {
      ...{ status: seen.status, seen_at: look.at },
      why: seen.why ?? null,
      since: hasDrifted ? since : null,
      changes: hasDrifted ? JSON.stringify(seen.changes) : null,
      digest: seen.digest ?? null,
      due_at: await this.#next(look, trx),
    });
    const isSame = wasDrifted && before.digest === seen.digest;
    return { isNew: hasDrifted && !isSame };
  }

  /**
   * Nothing was seen, or nothing that tells anything: what was known before stays so, and all of it that has become
   * known since the look began.
   */
  async keepUnasked(
    look: Look,
    why: string,
    trx: Knex,
    { since }: { since?: Date } = {},
  ): Promise<void> {
    const before = await this.#lock(look.key, trx);
    if (!before || (since && before.seen_at && before.seen_at >= since)) return;
    const next = await this.#next(look, trx);
    const soon = new Date(look.at.getTime() + AGAIN_MS);
    await this.#write(look, trx, {
      status: before.status === 'drifted' ? 'drifted' : 'unknown',
      why,
      due_at: next && soon < next ? soon : next,
    });
  }

  /** An apply has brought the stack to what its module says. */
  async clear(look: Look, trx: Knex): Promise<void> {
    await this.#write(look, trx, {
      ...{ status: 'in-sync', seen_at: look.at },
      ...{ why: null, since: null, changes: null, digest: null },
    });
  }

  #lock(key: string, trx: Knex): Promise<DriftRow | undefined> {
    return trx<DriftRow>('stack_drifts').where({ key }).forUpdate().first();
  }

  async #write({ key, run, at }: Look, trx: Knex, row: object): Promise<void> {
    await trx('stack_drifts')
      .where({ key })
      .update({ ...row, run: run ?? null, at });
  }

  async #next({ key, at }: Look, trx: Knex): Promise<Date | null> {
    const row = await trx('stack_definitions').where({ key }).first();
    const ms = row && this.#every(row.drift_every ?? undefined);
    return ms ? new Date(at.getTime() + ms) : null;
  }

  #every(text: string | undefined): number | undefined {
    const every = text === undefined ? this.#usualMs : readDriftEvery(text);
    return every === 'never' ? undefined : every;
  }
}
