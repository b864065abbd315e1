import type { Outbox } from '@towpath/backend-kit';
import type { Knex } from 'knex';

/** Who is told what of something that is held. */
export type Notice = 'asked' | 'reminder' | 'approved' | 'ended';

/** What is to be told outside of the database. */
export type GateTopics = { notice: { id: string; what: Notice } };

export type GateOutbox = Outbox<GateTopics>;

/**
 * Has somebody told, in the transaction of the cause where there is one.
 *
 * @param occasion what makes it another notice than the one before
 */
export function tell(
  outbox: GateOutbox,
  { id, what }: GateTopics['notice'],
  occasion: string,
  trx?: Knex.Transaction,
): Promise<void> {
  const key = `${id} ${what} ${occasion}`;
  return outbox.add('notice', { key, payload: { id, what } }, trx);
}
