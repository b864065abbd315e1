import type { Deployment } from '@towpath/plugin-environment-common';
import type { DeploymentRow } from '../feed/DeploymentRow';
import type { InstanceRow } from '../feed/InstanceRow';
import { notCountedOf } from '../feed/running/serviceHealth';
import { applicationUrl } from './applicationUrl';

/** A deployment as the API tells it; `row` is absent where no application belongs. */
export function toDeployment(
  environment: string,
  row: DeploymentRow | undefined,
  instance: InstanceRow | undefined,
  staleBefore: Date,
): Deployment {
  if (!row) return { environment, state: 'absent' };
  if (row.state === 'ambiguous') {
    return {
      environment,
      state: 'ambiguous',
      problem: row.problem ?? undefined,
    };
  }
  return {
    environment,
    state: 'deployed',
    problem: row.problem ?? undefined,
    ...(row.state === 'unconfirmed' && { unconfirmed: true }),
    application: {
      instance: row.instance!,
      name: row.application!,
      namespace: row.application_namespace ?? undefined,
      project: row.project ?? undefined,
      url: applicationUrl(row, instance),
    },
    version: row.version ?? undefined,
    image: row.image ?? undefined,
    health: row.health ?? undefined,
    healthMessage: row.health_message ?? undefined,
    ...besideOf(row),
    sync: row.sync ?? undefined,
    autoSync: row.auto_sync ?? undefined,
    revision: row.revision ?? undefined,
    deployedAt: row.deployed_at?.toISOString(),
    healthySince: row.healthy_since?.toISOString(),
    operation: row.operation ?? undefined,
    ...(isStale(instance, staleBefore) && { stale: true }),
  };
}

function besideOf({ beside }: DeploymentRow): Pick<Deployment, 'beside'> {
  const words = notCountedOf(beside);
  return words.length > 0 ? { beside: words } : {};
}

function isStale(instance: InstanceRow | undefined, before: Date): boolean {
  return !instance || (!instance.ok && instance.since < before);
}
