import { ConflictError } from '@backstage/errors';
import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { DeploymentRow } from '../feed/DeploymentRow';
import { notCountedOf } from '../feed/running/serviceHealth';
import type { Attribution, DeploymentStore } from './DeploymentStore';

/** {@link DeploymentStore} from what the feed wrote. */
export class DatabaseDeploymentStore implements DeploymentStore {
  constructor(private readonly knex: Knex) {}

  async find(
    service: string,
    environment: string,
  ): Promise<DeploymentState | undefined> {
    const row: DeploymentRow | undefined = await this.knex('deployments')
      .where({ service, environment })
      .first();
    if (row && row.state !== 'deployed') {
      throw new ConflictError(`${service}: ${row.problem}`);
    }
    return row && toState(row);
  }

  async attribute(attribution: Attribution): Promise<void> {
    const { service, environment, version } = attribution;
    await this.knex('deployment_history')
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

function toState(row: DeploymentRow): DeploymentState {
  return {
    service: row.service,
    environment: row.environment,
    instance: row.instance!,
    application: {
      name: row.application!,
      namespace: row.application_namespace ?? undefined,
      project: row.project ?? undefined,
    },
    version: row.version ?? undefined,
    image: row.image ?? undefined,
    problem: row.problem ?? undefined,
    health: row.health ?? 'Unknown',
    healthMessage: row.health_message ?? undefined,
    beside: notCountedOf(row.beside),
    sync: row.sync ?? 'Unknown',
    autoSync: row.auto_sync ?? false,
    revision: row.revision ?? undefined,
    deployedAt: row.deployed_at ?? undefined,
    healthySince: row.healthy_since ?? undefined,
    operation: row.operation ?? undefined,
    sources: row.sources ?? [],
  };
}
