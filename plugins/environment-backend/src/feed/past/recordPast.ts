import type { Knex } from 'knex';
import type { HistoryRow } from '../HistoryRow';
import { isSameImage } from '../running/chooseRunning';
import type { PastDeployment } from './PastDeployment';

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
  deployments: PastDeployment[],
): Promise<Date | undefined> {
  const oldest: HistoryRow | undefined = await trx('deployment_history')
    .where({ ...place })
    .orderBy('id')
    .first();
  if (!oldest) return undefined;
  const at = deployments.findLastIndex(deployment =>
    isSame(deployment, oldest),
  );
  const same: PastDeployment | undefined = deployments[at];
  const since = same && earlier(same.deployedAt, oldest.deployed_at);
  if (same) await setSince(trx, oldest, same);
  await nameThem(trx, place, deployments);
  const before = deployments
    .slice(0, at < 0 ? undefined : at)
    .filter(({ deployedAt }) => deployedAt < (since ?? oldest.deployed_at));
  await insertBefore(trx, place, before, since ?? oldest.deployed_at);
  return since && since < oldest.deployed_at ? since : undefined;
}

/** The same version at a time that both have in them. */
function isSame(
  { image, deployedAt, endedAt }: PastDeployment,
  row: HistoryRow,
) {
  return (
    isSameImage(image, row.image) &&
    (!endedAt || endedAt > row.deployed_at) &&
    (!row.ended_at || deployedAt <= row.ended_at)
  );
}

async function setSince(
  trx: Knex.Transaction,
  { id, deployed_at: known }: HistoryRow,
  { deployedAt }: PastDeployment,
): Promise<void> {
  await trx('deployment_history')
    .where({ id })
    .update({ deployed_at: earlier(deployedAt, known) });
}

/** Who brought what nobody is known for; what a promotion recorded says more, and stays. */
async function nameThem(
  trx: Knex.Transaction,
  place: Place,
  deployments: PastDeployment[],
): Promise<void> {
  const nameless: HistoryRow[] = await trx('deployment_history')
    .where({ ...place, by: null })
    .orderBy('id', 'desc')
    .limit(MOST_NAMED);
  for (const row of nameless) {
    const deployment = deployments.findLast(one => isSame(one, row));
    if (deployment?.by) {
      await trx('deployment_history')
        .where({ id: row.id })
        .update({ by: deployment.by, ...(await promotionOf(trx, deployment)) });
    }
  }
}

/** Newest first, since each id is below the one before. */
async function insertBefore(
  trx: Knex.Transaction,
  place: Place,
  deployments: PastDeployment[],
  until: Date,
): Promise<void> {
  for (const deployment of deployments.toReversed()) {
    await trx('deployment_history').insert({
      id: trx.raw("nextval('deployment_history_past')"),
      ...place,
      version: deployment.version,
      image: deployment.image,
      revision: deployment.revision ?? null,
      deployed_at: deployment.deployedAt,
      ended_at: earlier(deployment.endedAt ?? until, until),
      by: deployment.by ?? null,
      ...(await promotionOf(trx, deployment)),
    });
  }
}

/** A promotion that this database still has. */
async function promotionOf(
  trx: Knex.Transaction,
  { promotionId }: PastDeployment,
) {
  if (!promotionId) return {};
  const found = await trx('promotion_writes')
    .where({ id: promotionId })
    .first('id');
  return found && { promotion_id: promotionId };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
