import type { Knex } from 'knex';
import type { ApplicationFacts } from './ApplicationFacts';
import type { DeploymentRow } from './DeploymentRow';
import { World } from './World';

/** Goes on with what the replica before wrote, of instances that are still configured. */
export async function loadWorld(
  knex: Knex,
  instances: string[],
): Promise<World> {
  const applications: ApplicationFacts[] = await knex('applications')
    .whereIn('instance', instances)
    .pluck('facts');
  const deployments: DeploymentRow[] = await knex('deployments').select('*');
  return new World({ applications, deployments });
}
