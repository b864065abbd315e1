import type { Knex } from 'knex';
import type { WokenRuns } from '../../types';
import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { announceDue } from './announceDue';
import { hasFacts } from './listRuns';

/**
 * Has the waiting runs looked at now. Runs that wait after trouble keep their distance. A run that looks at the moment
 * is told first: it may begin to wait before the second statement, but not before it has heard.
 */
export async function wakeRuns(work: Work, target: WokenRuns): Promise<void> {
  const { trx } = work;
  const now = work.now();
  await trx<RunRow>('workflow_runs')
    .where({ status: 'running' })
    .where(matches(target))
    .update({ woken: true });
  const waiting = await trx<RunRow>('workflow_runs')
    .where({ status: 'waiting', step_attempt: 0 })
    .where('wake_at', '>', now)
    .where(matches(target))
    .update({ wake_at: now })
    .returning('id');
  if (waiting.length > 0) await announceDue(trx);
}

// Live runs only, as their indexes are.
function matches(target: WokenRuns) {
  return (query: Knex.QueryBuilder) => {
    query.whereNull('ended_at');
    if ('runIds' in target) query.whereIn('id', target.runIds);
    else if ('lockKey' in target) query.where('lock_key', target.lockKey);
    else if ('facts' in target) query.where(hasFacts(target.facts));
    else query.whereIn('subject', target.subjects);
  };
}
