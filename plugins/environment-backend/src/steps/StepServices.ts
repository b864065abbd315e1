import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories, Author } from '@towpath/gitops';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { HoldStore } from '../gates/holds/HoldStore';
import type { SetbackStore } from '../gates/setbacks/SetbackStore';
import type { PromotionOutbox } from '../notify/PromotionOutbox';
import type { DeliveryStrategies } from '../planning/DeliveryStrategies';
import type { Planner } from '../planning/Planner';
import type { WriteStore } from '../database/WriteStore';

/** What steps work with. */
export interface StepServices {
  catalog: ServiceCatalog;
  planner: Planner;
  strategies: DeliveryStrategies;
  writes: WriteStore;
  outbox: PromotionOutbox;
  deployments: DeploymentStore;
  holds: HoldStore;
  setbacks: SetbackStore;
  repositories: GitRepositories;
  /** Who commits. */
  author: Author;
  instances: ArgoCdInstances;
}
