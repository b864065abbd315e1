import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionServices } from './ActionServices';
import { registerDeploymentActions } from './deploymentActions';
import { registerFreezeActions } from './freezeActions';
import { registerPromotionActions } from './promotionActions';

/** The second door, for the terminal and for AI clients: the same services as the routes. */
export function registerActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerDeploymentActions(registry, services);
  registerPromotionActions(registry, services);
  registerFreezeActions(registry, services);
}
