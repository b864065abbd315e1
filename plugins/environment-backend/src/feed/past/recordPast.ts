import type { Knex } from 'knex';
import type { HistoryRow } from '../../deployments/selectHistory';
import type { Stay } from './Stay';

interface Place {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
}

/**
 * Puts what ran before below what the portal saw itself, and adds to the oldest of that since when it
 * runs and who brought it. Returns that time when it is another than was known.
 */
export async function recordPast(
  trx: Knex.Transaction,
  place: Place,
  stays: Stay[],
): Promise<Date | undefined> {
  const { service, environment } = place;
  const oldest: HistoryRow | undefined = await trx('deployment_history')
    .where({ service, environment })
    .orderBy('id')
    .first();
  if (!oldest) return undefined;
  const at = stays.findLastIndex(stay => isSame(stay, oldest));
  const same: Stay | undefined = stays[at];
  const since = same && earlier(same.deployedAt, oldest.deployed_at);
  if (same) await complete(trx, oldest, same);
  const before = stays
    .slice(0, at < 0 ? undefined : at)
    .filter(({ deployedAt }) => deployedAt < (since ?? oldest.deployed_at));
  await insertBefore(trx, place, before, since ?? oldest.deployed_at);
  return since && since < oldest.deployed_at ? since : undefined;
}

function isSame({ image, endedAt }: Stay, oldest: HistoryRow): boolean {
  return image === oldest.image && (!endedAt || endedAt > oldest.deployed_at);
}

async function complete(
  trx: Knex.Transaction,
  { id, by, deployed_at: known }: HistoryRow,
  same: Stay,
): Promise<void> {
  await trx('deployment_history')
    .where({ id })
    .update({
      deployed_at: earlier(same.deployedAt, known),
      // What a promotion recorded says more.
      ...(by === null && {
        by: same.by ?? null,
        ...(await promotionOf(trx, same)),
      }),
    });
}

/** Newest first, since each id is below the one before. */
async function insertBefore(
  trx: Knex.Transaction,
  place: Place,
  stays: Stay[],
  until: Date,
): Promise<void> {
  for (const stay of stays.toReversed()) {
    await trx('deployment_history').insert({
      id: trx.raw("nextval('deployment_history_past')"),
      ...place,
      version: stay.version,
      image: stay.image,
      revision: stay.revision ?? null,
      deployed_at: stay.deployedAt,
      ended_at: earlier(stay.endedAt ?? until, until),
      by: stay.by ?? null,
      ...(await promotionOf(trx, stay)),
    });
  }
}

/** A promotion that this database still has. */
async function promotionOf(trx: Knex.Transaction, { promotionId }: Stay) {
  if (!promotionId) return {};
  const found = await trx('promotions').where({ id: promotionId }).first('id');
  return found && { promotion_id: promotionId };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
