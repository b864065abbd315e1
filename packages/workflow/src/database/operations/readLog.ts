import type { Knex } from 'knex';
import type { LogLine, RunLog } from '../../types';
import type { LogRow } from '../rows';
import { readRun } from './readRun';

/** The lines after number `after`. The run is read first: its last line is written before it shows as ended. */
export async function readLog(
  knex: Knex,
  runId: string,
  { after = 0, limit = 1_000 }: { after?: number; limit?: number },
): Promise<RunLog> {
  const run = await readRun(knex, runId);
  const rows = await knex<LogRow>('workflow_log')
    .where({ run_id: runId })
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit);
  const last = rows.at(-1)?.seq ?? after;
  return {
    lines: rows.map(toLine),
    ended: run.ended_at !== null && last >= run.log_length,
  };
}

function toLine({ seq, at, level, step, message }: LogRow): LogLine {
  return { seq, at, level, step: step ?? undefined, message };
}
