import type { Knex } from 'knex';
import type { PromotionRow } from './PromotionRow';

/** How many that somebody asked for have not ended. */
export interface UnfinishedCount {
  /** Of this service to this environment. */
  target: number;
  /** By this person. */
  person: number;
  all: number;
}

/** Counts those of one kind. What environments bring by themselves is not among them. */
export async function countUnfinished(
  trx: Knex.Transaction,
  row: Pick<PromotionRow, 'kind' | 'service' | 'environment' | 'requested_by'>,
): Promise<UnfinishedCount> {
  const [counted] = await trx('workflow_runs as r')
    .join('promotions as p', 'p.id', 'r.id')
    .whereNull('r.ended_at')
    .where({ 'p.kind': row.kind, 'p.automatic': false })
    .select(
      trx.raw(
        `count(*) filter (where p.service = ? and p.environment = ?)::int as target,
         count(*) filter (where p.requested_by = ?)::int as person,
         count(*)::int as "all"`,
        [row.service, row.environment, row.requested_by],
      ),
    );
  return counted as unknown as UnfinishedCount;
}
