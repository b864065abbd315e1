import type { Knex } from 'knex';
import type { ApplicationFacts } from './ApplicationFacts';
import type { DeploymentRow } from './DeploymentRow';
import { FeedState } from './FeedState';

/** Goes on with what the replica before wrote, of instances that are still configured. */
export async function loadFeedState(
  knex: Knex,
  instances: string[],
): Promise<FeedState> {
  const applications: ApplicationFacts[] = await knex('applications')
    .whereIn('instance', instances)
    .pluck('facts');
  const deployments: DeploymentRow[] = await knex('deployments').select('*');
  return new FeedState({ applications, deployments });
}
