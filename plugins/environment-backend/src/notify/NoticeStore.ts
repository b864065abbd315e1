import type { Knex } from 'knex';
import type { DeliveryRun } from '../promotions/runs';

/** Something that people are to be told of a promotion. */
export interface Notice {
  id: string;
  promotion_id: string;
  what: 'asked' | 'ended';
}

type Connection = Knex | Knex.Transaction;

/**
 * What people are still to be told. It is written together with what it is about, so that no
 * restart loses it; each is there once.
 */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Approvers are to be asked to look at what has this digest. */
  askFor(
    promotionId: string,
    digest: string,
    at: Date,
    connection: Connection = this.#knex,
  ): Promise<void> {
    return insert(connection, promotionId, 'asked', digest, at);
  }

  /** Who asked is to be told how it ended. */
  tellEnd(run: DeliveryRun, trx: Knex.Transaction): Promise<void> {
    const about = `${run.status}, attempt ${run.attempt}`;
    return insert(trx, run.id, 'ended', about, run.endedAt ?? run.createdAt);
  }

  /** Takes notices that are due; none of them is due again before `until`. */
  async claim(now: Date, until: Date, limit: number): Promise<Notice[]> {
    const due = this.#knex('promotion_notices')
      .whereNull('sent_at')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .select('id');
    return this.#knex('promotion_notices')
      .whereIn('id', due)
      .update({ due_at: until })
      .returning(['id', 'promotion_id', 'what']);
  }

  async deleteSent(before: Date): Promise<void> {
    await this.#knex('promotion_notices')
      .where('sent_at', '<', before)
      .delete();
  }

  async markSent(id: string, at: Date): Promise<void> {
    await this.#knex('promotion_notices').where({ id }).update({ sent_at: at });
  }
}

async function insert(
  connection: Connection,
  promotionId: string,
  what: Notice['what'],
  about: string,
  at: Date,
): Promise<void> {
  await connection('promotion_notices')
    .insert({ promotion_id: promotionId, what, about, due_at: at })
    .onConflict(['promotion_id', 'what', 'about'])
    .ignore();
}
