import type { Knex } from 'knex';

/** For SQL with `:key`: whether a run is at work that has the stack. Runs that only look have none. */
export const beingChanged = `exists (
  select from workflow_runs where lock_key = :key and status in ('running', 'waiting')
)`;

/** Whether a run is just about to change a stack. */
export async function isBeingChanged(
  knex: Knex,
  key: string,
): Promise<boolean> {
  const { rows } = await knex.raw(`select ${beingChanged} as changed`, { key });
  return rows[0].changed;
}
