import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { HoldStore } from '../gates/holds/HoldStore';
import type { NoticeStore } from '../notify/NoticeStore';
import type { Planner } from '../promotions/Planner';
import type { PromotionStore } from '../promotions/database/PromotionStore';

/** What steps work with. */
export interface StepServices {
  catalog: ServiceCatalog;
  planner: Planner;
  promotions: PromotionStore;
  notices: NoticeStore;
  deployments: DeploymentStore;
  holds: HoldStore;
  repositories: GitRepositories;
  instances: ArgoCdInstances;
}
