import type { Knex } from 'knex';
import type { RunRow } from '../rows';

/** Prolongs the lease, and says whether the claim still stands and whether somebody wants the run cancelled. */
export async function renewClaim(
  knex: Knex,
  { id, claim }: RunRow,
  leaseMs: number,
): Promise<'kept' | 'lost' | 'cancel'> {
  const [row] = await knex<RunRow>('workflow_runs')
    .where({ id, claim })
    .update({
      lease_until: knex.raw(
        `clock_timestamp() + ? * interval '1 millisecond'`,
        [leaseMs],
      ),
    })
    .returning('cancel_by');
  if (!row) return 'lost';
  return row.cancel_by === null ? 'kept' : 'cancel';
}
