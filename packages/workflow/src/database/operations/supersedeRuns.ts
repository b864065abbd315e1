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
    if (!isHarmless(work, row)) continue;
    await endRun(work, row, {
      status: 'superseded',
      reason: `A newer run took its place: ${newer.id}`,
    });
  }
}

function isHarmless({ services }: Work, row: RunRow): boolean {
  if (row.status === 'running' || row.failure !== null) return false;
  if (row.started_at === null) return true;
  const step = services.kinds.find(row.kind)?.find(row.step);
  return step?.harmless ?? false;
}
