import type { Knex } from 'knex';

const IN_VAIN = ['failed', 'rejected', 'cancelled', 'superseded'];

/** Which promotions were rolled back, or are about to be, and by which roll back. */
export async function findRevertedBy(
  knex: Knex,
  ids: string[],
): Promise<Map<string, string>> {
  const rows: { id: string; reverts: string }[] = await knex('promotions as p')
    .join('workflow_runs as r', 'r.id', 'p.id')
    .whereIn('p.reverts', ids)
    .whereNotIn('r.status', IN_VAIN)
    .select('p.id', 'p.reverts');
  return new Map(rows.map(({ id, reverts }) => [reverts, id]));
}
