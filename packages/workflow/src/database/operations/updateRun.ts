import type { Knex } from 'knex';
import type { RunRow } from '../rows';

type Patch = Partial<{ [K in keyof RunRow]: RunRow[K] | Knex.Raw }>;

/** Writes these columns of a row that the transaction holds. */
export async function updateRun(
  trx: Knex.Transaction,
  id: string,
  patch: Patch,
): Promise<RunRow> {
  const [row] = await trx('workflow_runs')
    .where({ id })
    .update(toColumns(patch))
    .returning<RunRow[]>('*');
  return row;
}

const JSON_COLUMNS: (keyof RunRow)[] = ['input', 'state', 'steps', 'approval'];

/** The driver would take a list for an array of PostgreSQL. */
export function toColumns<T extends Patch>(patch: T): T {
  const columns = JSON_COLUMNS.filter(key => patch[key]).map(key => [
    key,
    JSON.stringify(patch[key]),
  ]);
  return { ...patch, ...Object.fromEntries(columns) };
}
