import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { endRun } from './endRun';
import { selectHeld } from './readRun';

/** Ends the older runs of these kinds and the new one's key that have changed nothing outside. The key is held. */
export async function supersedeRuns(
  work: Work,
  newer: RunRow,
  kinds: string[],
): Promise<void> {
  if (kinds.length === 0) return;
  const older = await selectHeld(work)
    .where({ lock_key: newer.lock_key })
    .whereIn('kind', kinds)
    .whereNull('ended_at')
    .whereNot({ id: newer.id })
    .orderBy('created_at');
  for (const row of older) {
    if (isHarmless(work, row)) await supersede(work, row, newer);
  }
}

/**
 * The same for a run that comes to rest: one that would have superseded it may have come while it looked, and would
 * wait for the lock as long as this one waits. The key is held.
 */
export async function giveWay(work: Work, row: RunRow): Promise<void> {
  if (!isHarmless(work, row)) return;
  const { kinds } = work.services;
  const alive = await work
    .trx<RunRow>('workflow_runs')
    .where({ lock_key: row.lock_key })
    .where('created_at', '>=', row.created_at)
    .whereNull('ended_at')
    .whereNot({ id: row.id })
    .orderBy('created_at', 'desc');
  const newer = alive.find(
    one =>
      isNewer(one, row) &&
      kinds.find(one.kind)?.definition.supersedes?.includes(row.kind),
  );
  if (newer) await supersede(work, row, newer);
}

// Within a millisecond ids tell, which sort by time where the engine gives them.
function isNewer(one: RunRow, other: RunRow): boolean {
  const later = one.created_at.getTime() - other.created_at.getTime();
  return later === 0 ? one.id > other.id : later > 0;
}

function supersede(work: Work, row: RunRow, newer: RunRow): Promise<RunRow> {
  return endRun(work, row, {
    status: 'superseded',
    reason: `A newer run took its place: ${newer.id}`,
  });
}

function isHarmless({ services }: Work, row: RunRow): boolean {
  if (row.status === 'running' || row.failure !== null) return false;
  if (row.started_at === null) return true;
  const step = services.kinds.find(row.kind)?.find(row.step);
  return step?.harmless ?? false;
}
