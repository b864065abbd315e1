import type {
  Deployment,
  DeploymentSource,
  Health,
  SyncState,
} from '@towpath/plugin-environment-common';
import type { Beside } from './running/Workload';

/** A row of the table `deployments`. */
export interface DeploymentRow {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  /** `unconfirmed`: it is shown and grants nothing, see `problem`. */
  state: 'deployed' | 'unconfirmed' | 'ambiguous';
  problem: string | null;
  /** An application is there that has never deployed anything. */
  empty: boolean;
  /** What could not be asked, in words. */
  unasked: string | null;
  /** What of it the portal does not know; absent where it knows all. */
  not_understood: string[] | null;
  instance: string | null;
  application: string | null;
  application_namespace: string | null;
  project: string | null;
  version: string | null;
  image: string | null;
  health: Health | null;
  health_message: string | null;
  /** What else of the application is not healthy; absent where all is. */
  beside: Beside | null;
  sync: SyncState | null;
  auto_sync: boolean | null;
  revision: string | null;
  deployed_at: Date | null;
  healthy_since: Date | null;
  operation: NonNullable<Deployment['operation']> | null;
  sources: DeploymentSource[] | null;
  /** All that could be the image of the service. */
  images: string[] | null;
}
