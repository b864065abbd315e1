import { isError } from '@backstage/errors';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';
import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { Change } from '../model/PromotionPlan';
import { applicationOf } from './applicationOf';
import type { DeploymentStore } from './DeploymentStore';

interface Services {
  deployments: DeploymentStore;
  instances: ArgoCdInstances;
}

/**
 * The application that a delivery is about. It may have another name or place than when the delivery
 * was planned; the planned one is answered while none is known, or several are.
 */
export async function findApplication(
  { deployments, instances }: Services,
  { service, to, application }: Pick<Change, 'service' | 'to' | 'application'>,
): Promise<ApplicationTarget> {
  const state = await findOne(deployments, service.ref, to);
  return state ? applicationOf(instances, state) : application;
}

async function findOne(
  deployments: DeploymentStore,
  service: string,
  environment: string,
): Promise<DeploymentState | undefined> {
  try {
    return await deployments.find(service, environment);
  } catch (error) {
    if (isError(error) && error.name === 'ConflictError') return undefined;
    throw error;
  }
}
