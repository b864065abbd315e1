import type { Knex } from 'knex';
import { derivedOf } from '../derivedOf';
import type { RunRow } from '../rows';
import type { Work } from '../Work';

type Patch = Partial<{ [K in keyof RunRow]: RunRow[K] | Knex.Raw }>;

/** Writes these columns of a row that the transaction holds, and what follows from them. */
export async function updateRun(
  { trx, services }: Work,
  before: RunRow,
  patch: Patch,
): Promise<RunRow> {
  const follows =
    'state' in patch || 'approval' in patch
      ? derivedOf(services.kinds, { ...before, ...patch } as RunRow)
      : {};
  const [row] = await trx('workflow_runs')
    .where({ id: before.id })
    .update(toColumns({ ...patch, ...follows }))
    .returning<RunRow[]>('*');
  return row;
}

const JSON_COLUMNS: (keyof RunRow)[] = [
  'input',
  'state',
  'steps',
  'approval',
  'facts',
];

/** The driver would take a list for an array of PostgreSQL. */
export function toColumns<T extends Patch>(patch: T): T {
  const columns = JSON_COLUMNS.filter(key => patch[key]).map(key => [
    key,
    JSON.stringify(patch[key]),
  ]);
  return { ...patch, ...Object.fromEntries(columns) };
}
