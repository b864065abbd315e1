import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { DeploymentRow } from '../feed/DeploymentRow';
import type { Attribution, DeploymentStore } from './DeploymentStore';
import { Places } from './Places';
import { toState } from './toState';

/** {@link DeploymentStore} from what the feed wrote. */
export class DatabaseDeploymentStore implements DeploymentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(
    service: string,
    environment: string,
  ): Promise<DeploymentState | undefined> {
    const row: DeploymentRow | undefined = await this.#knex('deployments')
      .where({ service, environment })
      .first();
    return row && toState(row);
  }

  async readPlaces(service: string): Promise<Places> {
    const rows = await this.#knex('environments')
      .leftJoin('deployments', join =>
        join
          .on('deployments.environment', 'environments.name')
          .andOnVal('deployments.service', service),
      )
      .orderBy('environments.position')
      .select('environments.entity', 'deployments.*');
    return new Places(
      rows.map(({ entity, ...deployment }) => ({
        entity,
        ...(deployment.service && { deployment }),
      })),
    );
  }

  async attribute(attribution: Attribution): Promise<void> {
    const { service, environment, version } = attribution;
    await this.#knex('deployment_history')
      .where({ service, environment, version })
      .whereNull('ended_at')
      .update({
        by: attribution.by,
        promotion_id: attribution.promotionId ?? null,
        reason: attribution.reason ?? null,
        commits: attribution.commits ?? null,
      });
  }
}
