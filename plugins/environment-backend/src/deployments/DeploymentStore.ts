import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { Places } from './Places';

/** Who brought a version where it runs, and how. */
export interface Attribution {
  /** Entity reference. */
  service: string;
  environment: string;
  version: string;
  /** User entity reference, or a name. */
  by: string;
  promotionId?: string;
  reason?: string;
  /** How many commits came with it; absent when unknown. */
  commits?: number;
}

/** What runs where, as the portal last heard from Argo CD. */
export interface DeploymentStore {
  /**
   * What of a service runs in an environment; undefined where no application belongs to both.
   *
   * @throws ConflictError that names the applications when several do, or when nothing confirms that the
   * one that seems to does.
   */
  find(
    service: string,
    environment: string,
  ): Promise<DeploymentState | undefined>;
  /** The same for every environment at once, and the environments themselves. */
  readPlaces(service: string): Promise<Places>;
  /** Writes into the history who brought the version that runs now; nothing when another runs. */
  attribute(attribution: Attribution): Promise<void>;
}
