import type { Deployment } from '@towpath/plugin-environment-common';
import type { DeploymentRow } from '../feed/DeploymentRow';
import type { InstanceRow } from '../feed/InstanceRow';
import { notCountedOf } from '../feed/running/serviceHealth';
import { applicationUrl } from './applicationUrl';

/** What is known of the instances of Argo CD. */
export interface InstancesKnown {
  instances: InstanceRow[];
  /** One that has been away since before is stale. */
  staleBefore: Date;
}

/** A deployment as the API tells it; `row` is absent where no application is known to belong. */
export function toDeployment(
  environment: string,
  row: DeploymentRow | undefined,
  { instances, staleBefore }: InstancesKnown,
): Deployment {
  if (!row) return withoutApplication(environment, instances);
  if (row.state === 'ambiguous') {
    return {
      environment,
      state: 'ambiguous',
      problem: row.problem ?? undefined,
    };
  }
  const instance = instances.find(({ name }) => name === row.instance);
  return {
    environment,
    state: row.empty ? 'empty' : 'deployed',
    problem: row.problem ?? undefined,
    unasked: row.unasked ?? undefined,
    notUnderstood: row.not_understood ?? undefined,
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

/** Of an instance that was never heard nobody knows what it has. */
function withoutApplication(
  environment: string,
  instances: InstanceRow[],
): Deployment {
  const unheard = instances.find(({ synced_at: syncedAt }) => !syncedAt);
  if (!unheard) return { environment, state: 'absent' };
  const { name, message } = unheard;
  const why = message ? `: ${message}` : '';
  return {
    environment,
    state: 'unasked',
    unasked: `Argo CD "${name}" has not been heard yet${why}`,
  };
}

function besideOf({ beside }: DeploymentRow): Pick<Deployment, 'beside'> {
  const words = notCountedOf(beside);
  return words.length > 0 ? { beside: words } : {};
}

function isStale(instance: InstanceRow | undefined, before: Date): boolean {
  return !instance || (!instance.ok && instance.since < before);
}
