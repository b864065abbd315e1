import type { AuditorService } from '@backstage/backend-plugin-api';
import { protect, type Authorizer } from '@towpath/backend-kit';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { WorkflowEngine } from '@towpath/workflow';
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
  engine: WorkflowEngine;
}): ComparisonService {
  const { auditor, authorizer, instances, planner, engine } = parts;
  const service = new DefaultComparisonService({
    planner,
    engine,
    config: new ConfigComparer(instances),
  });
  return protect<ComparisonService>(service, {
    auditor,
    authorizer,
    table: comparisonProtection,
  });
}
