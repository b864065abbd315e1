import { ConflictError } from '@backstage/errors';
import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { DeploymentRow } from '../feed/DeploymentRow';
import { notCountedOf } from '../feed/running/serviceHealth';

/**
 * What a row says that runs.
 *
 * @throws ConflictError that names the applications when several claim the place, or when nothing confirms
 * that the one that seems to belong there does
 */
export function toState(row: DeploymentRow): DeploymentState {
  if (row.state !== 'deployed') {
    throw new ConflictError(`${row.service}: ${row.problem}`);
  }
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
