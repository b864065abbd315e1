import type { Knex } from 'knex';
import type { HistoryRow } from '../HistoryRow';
import { isOneStay } from '../running/chooseRunning';
import type { Stay } from './Stay';

// Argo CD keeps the last ten syncs unless told otherwise.
const MOST_NAMED = 20;

interface Place {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
}

/**
 * Puts what ran before below what the portal saw itself, adds to the oldest of that since when it
 * runs, and to all of it who brought it where that is not known. Returns since when the oldest runs
 * when that is another time than was known.
 */
export async function recordPast(
  trx: Knex.Transaction,
  place: Place,
  stays: Stay[],
): Promise<Date | undefined> {
  const oldest: HistoryRow | undefined = await trx('deployment_history')
    .where({ ...place })
    .orderBy('id')
    .first();
  if (!oldest) return undefined;
  const at = stays.findLastIndex(stay => isSame(stay, oldest));
  const same: Stay | undefined = stays[at];
  const since = same && earlier(same.deployedAt, oldest.deployed_at);
  if (same) await setSince(trx, oldest, same);
  await nameThem(trx, place, stays);
  const before = stays
    .slice(0, at < 0 ? undefined : at)
    .filter(({ deployedAt }) => deployedAt < (since ?? oldest.deployed_at));
  await insertBefore(trx, place, before, since ?? oldest.deployed_at);
  return since && since < oldest.deployed_at ? since : undefined;
}

/** The same version at a time that both have in them. */
function isSame({ image, deployedAt, endedAt }: Stay, row: HistoryRow) {
  return (
    isOneStay(image, row.image) &&
    (!endedAt || endedAt > row.deployed_at) &&
    (!row.ended_at || deployedAt <= row.ended_at)
  );
}

async function setSince(
  trx: Knex.Transaction,
  { id, deployed_at: known }: HistoryRow,
  { deployedAt }: Stay,
): Promise<void> {
  await trx('deployment_history')
    .where({ id })
    .update({ deployed_at: earlier(deployedAt, known) });
}

/** Who brought what nobody is known for; what a promotion recorded says more, and stays. */
async function nameThem(
  trx: Knex.Transaction,
  place: Place,
  stays: Stay[],
): Promise<void> {
  const nameless: HistoryRow[] = await trx('deployment_history')
    .where({ ...place, by: null })
    .orderBy('id', 'desc')
    .limit(MOST_NAMED);
  for (const row of nameless) {
    const stay = stays.findLast(one => isSame(one, row));
    if (stay?.by) {
      await trx('deployment_history')
        .where({ id: row.id })
        .update({ by: stay.by, ...(await promotionOf(trx, stay)) });
    }
  }
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
  const found = await trx('promotion_writes')
    .where({ id: promotionId })
    .first('id');
  return found && { promotion_id: promotionId };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
