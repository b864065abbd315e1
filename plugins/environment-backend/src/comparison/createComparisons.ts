import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { ArgoCdInstances } from '@towpath/argocd';
import { protect } from '../api/protect';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionStore } from '../promotions/database/PromotionStore';
import type { Planner } from '../promotions/Planner';
import { AuthorizedComparisonService } from './AuthorizedComparisonService';
import { comparisonProtection } from './comparisonProtection';
import type { ComparisonService } from './ComparisonService';
import { ConfigComparer } from './ConfigComparer';
import { DefaultComparisonService } from './DefaultComparisonService';

/** Puts {@link ComparisonService} together; it checks who may. */
export function createComparisons(parts: {
  auditor: AuditorService;
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  instances: ArgoCdInstances;
  permissions: PermissionsService;
  planner: Planner;
  promotions: PromotionStore;
}): ComparisonService {
  const config = new ConfigComparer(parts.instances);
  return protect<ComparisonService>(
    new AuthorizedComparisonService(
      new DefaultComparisonService({ ...parts, config }),
      parts.permissions,
    ),
    parts.auditor,
    comparisonProtection,
  );
}
