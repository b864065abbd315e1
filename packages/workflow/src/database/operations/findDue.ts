import type { Knex } from 'knex';

interface DueQuery {
  /** Kinds that this process can work on. */
  kinds: string[];
  /** By the clock of this process. */
  now: Date;
  /** Ids of runs to leave out. */
  except: string[];
  limit: number;
}

/**
 * Ids of runs that should be in somebody's hands and are not: they are first in the queue of their key, their time
 * has come, or their worker died. The oldest come first, so that what was begun is ended before more is begun.
 */
export async function findDue(
  knex: Knex,
  { kinds, now, except, limit }: DueQuery,
): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    `select id from (
       select id, kind, created_at from workflow_runs where status = 'waiting' and wake_at <= :now
       union all
       select id, kind, created_at from workflow_runs
         where status = 'running' and (lease_until is null or lease_until < clock_timestamp())
       union all
       select run.id, run.kind, run.created_at from workflow_locks lock
         join workflow_runs run on run.id = lock.run_id where run.status = 'queued'
     ) due
     where kind = any(:kinds) and not id = any(:except)
     order by created_at, id
     limit :limit`,
    { kinds, now, except, limit },
  );
  return rows.map(({ id }) => id);
}

/** When the next waiting run is due. */
export async function findNextWake(
  knex: Knex,
  after: Date,
): Promise<Date | undefined> {
  const row = await knex('workflow_runs')
    .where({ status: 'waiting' })
    .where('wake_at', '>', after)
    .min('wake_at as at')
    .first();
  return row?.at ?? undefined;
}
