import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { ClaimingService } from '@towpath/plugin-environment-node';

/** A component of the catalog that can be deployed. */
export interface CatalogService extends ClaimingService {
  title?: string;
  description?: string;
  /** Entity reference. */
  system?: string;
}

/** Environments and services as the catalog had them when it was read last, at most a minute ago. */
export interface ServiceCatalog {
  /** All environments, in promotion order. */
  listEnvironments(): Promise<EnvironmentEntityV1alpha1[]>;
  /** @throws NotFoundError that names those there are. */
  getEnvironment(name: string): Promise<EnvironmentEntityV1alpha1>;
  /**
   * The service with this name or entity reference.
   *
   * @throws NotFoundError when there is none, InputError when several have the name.
   */
  getService(refOrName: string): Promise<CatalogService>;
}
