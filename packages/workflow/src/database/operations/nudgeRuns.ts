import type { Work } from '../Work';

const MOST = 200;

/**
 * Sends a job for every run that should be in somebody's hands and is not: its worker died, its job was lost, its
 * time has come by the clock of this process. One job a run within half a minute, whoever sweeps.
 */
export async function nudgeRuns(work: Work): Promise<void> {
  const { trx, services } = work;
  const result = await trx.raw<{ rows: { id: string }[] }>(
    `update workflow_runs set nudged_at = clock_timestamp() where id in (
       select id from (
         select id, nudged_at from workflow_runs where status = 'waiting' and wake_at <= ?
         union all
         select id, nudged_at from workflow_runs
           where status = 'running' and (lease_until is null or lease_until < clock_timestamp())
         union all
         select run.id, run.nudged_at from workflow_locks lock
           join workflow_runs run on run.id = lock.run_id where run.status = 'queued'
       ) due
       where nudged_at is null or nudged_at < clock_timestamp() - interval '30 seconds'
       limit ?
     ) returning id`,
    [work.now(), MOST],
  );
  await services.jobs.sendAll(
    result.rows.map(({ id }) => id),
    trx,
  );
}
