import type { AuditorService } from '@backstage/backend-plugin-api';
import { protect, type Authorizer } from '@towpath/backend-kit';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { PromotionStore } from '../database/PromotionStore';
import type { Planner } from '../planning/Planner';
import { comparisonProtection } from './comparisonProtection';
import type { ComparisonService } from './ComparisonService';
import { ConfigComparer } from './ConfigComparer';
import { DefaultComparisonService } from './DefaultComparisonService';

/** Puts {@link ComparisonService} together; it checks who may. */
export function createComparisons(parts: {
  auditor: AuditorService;
  authorizer: Authorizer;
  instances: ArgoCdInstances;
  planner: Planner;
  promotions: PromotionStore;
}): ComparisonService {
  const { auditor, authorizer, instances, planner, promotions } = parts;
  const service = new DefaultComparisonService({
    planner,
    promotions,
    config: new ConfigComparer(instances),
  });
  return protect<ComparisonService>(service, {
    auditor,
    authorizer,
    table: comparisonProtection,
  });
}
