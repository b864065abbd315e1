import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionStore } from '../promotions/database/PromotionStore';
import type { Planner } from '../promotions/Planner';
import { AuthorizedComparisonService } from './AuthorizedComparisonService';
import type { ComparisonService } from './ComparisonService';
import { ConfigComparer } from './ConfigComparer';
import { DefaultComparisonService } from './DefaultComparisonService';

/** Puts {@link ComparisonService} together; it checks who may. */
export function createComparisons(parts: {
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  instances: ArgoCdInstances;
  permissions: PermissionsService;
  planner: Planner;
  promotions: PromotionStore;
}): ComparisonService {
  const config = new ConfigComparer(parts.instances);
  return new AuthorizedComparisonService(
    new DefaultComparisonService({ ...parts, config }),
    parts.permissions,
  );
}
