import type { Knex } from 'knex';
import type { RunKinds } from '../../kinds/RunKinds';
import { derivedOf } from '../derivedOf';
import type { RunRow } from '../rows';
import { toColumns } from './updateRun';

const BATCH = 200;

/** Works out what runs of the version before are found by. Any number of processes may do so at once. */
export async function fillDerived(knex: Knex, kinds: RunKinds): Promise<void> {
  for (;;) {
    const rows = await knex.transaction(trx => fillBatch(trx, kinds));
    if (rows < BATCH) return;
  }
}

async function fillBatch(
  trx: Knex.Transaction,
  kinds: RunKinds,
): Promise<number> {
  const rows = await trx<RunRow>('workflow_runs')
    .whereNull('facts')
    .whereIn('kind', kinds.names)
    .orderBy('id')
    .limit(BATCH)
    .forUpdate();
  for (const row of rows) {
    await trx('workflow_runs')
      .where({ id: row.id })
      .update(toColumns(derivedOf(kinds, row)));
  }
  return rows.length;
}
