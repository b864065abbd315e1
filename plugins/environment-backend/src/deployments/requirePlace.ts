import { ConflictError } from '@backstage/errors';
import type { Change } from '../model/PromotionPlan';
import type { DeploymentStore } from './DeploymentStore';

/**
 * That what was delivered to is the service's still: who had it by mistake, or had it before, neither takes
 * back nor repeats what was done there.
 * @throws ConflictError that says who claims it, or that nothing of the service is there
 */
export async function requirePlace(
  deployments: DeploymentStore,
  { service, to }: Pick<Change, 'service' | 'to'>,
): Promise<void> {
  if (await deployments.find(service.ref, to)) return;
  throw new ConflictError(
    `No application in ${to} belongs to ${service.ref} any more`,
  );
}
