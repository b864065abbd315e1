import type { Outbox } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import { leftOpenBy } from '../model/proposalOf';
import { isRollback, planOf, type DeliveryRun } from '../model/runs';

/** What promotions have to do outside of the database. */
export type PromotionTopics = {
  notification: { promotionId: string; what: 'asked' | 'ended' };
  'close-pull-request': { repository: string; number: number };
  'stop-providing': { promotionId: string; strategy: string };
};

export type PromotionOutbox = Outbox<PromotionTopics>;

/** Approvers are to be asked to look at what has this digest. */
export function askApprovers(
  outbox: PromotionOutbox,
  { id, digest }: { id: string; digest: string },
  trx?: Knex.Transaction,
): Promise<void> {
  const key = `${id} asked ${digest}`;
  const payload = { promotionId: id, what: 'asked' as const };
  return outbox.add('notification', { key, payload }, trx);
}

/** Who asked is to be told how it ended. */
export function tellEnd(
  outbox: PromotionOutbox,
  { id, status, attempt }: DeliveryRun,
  trx: Knex.Transaction,
): Promise<void> {
  const key = `${id} ended ${status}, attempt ${attempt}`;
  const payload = { promotionId: id, what: 'ended' as const };
  return outbox.add('notification', { key, payload }, trx);
}

/** The pull request of what ended before the merge is to be closed; usually there is none. */
export async function closeLeftOpen(
  outbox: PromotionOutbox,
  run: DeliveryRun,
  trx: Knex.Transaction,
): Promise<void> {
  const left = leftOpenBy(run);
  if (!left) return;
  const { repository, pullRequest } = left;
  const key = `${run.id}, attempt ${run.attempt}`;
  const payload = { repository, number: pullRequest.number };
  await outbox.add('close-pull-request', { key, payload }, trx);
}

/** What a cancelled promotion has begun to have provided is not to go on: nobody waits for it. */
export async function stopProviding(
  outbox: PromotionOutbox,
  run: DeliveryRun,
  trx: Knex.Transaction,
): Promise<void> {
  if (isRollback(run) || run.status !== 'cancelled') return;
  const { needs } = planOf(run);
  if (!needs) return;
  const payload = { promotionId: run.id, strategy: needs.strategy };
  await outbox.add('stop-providing', { key: run.id, payload }, trx);
}
