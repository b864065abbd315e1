import type { AuthService } from '@backstage/backend-plugin-api';
import type { ComparisonService } from '../comparison/ComparisonService';
import type { DeploymentService } from '../deployments/DeploymentService';
import type { FreezeService } from '../gates/freezes/FreezeService';
import type { PromotionService } from '../promotions/PromotionService';

/** What the routes call, called by the actions too: each with the permissions of who asks. */
export interface ActionServices {
  auth: AuthService;
  comparisons: ComparisonService;
  deployments: DeploymentService;
  freezes: FreezeService;
  promotions: PromotionService;
}
