import type { Deployment, Health, SyncState } from './api';

/** One of the places that an application is deployed from. */
export interface DeploymentSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  /** What others of the same application call it. */
  ref?: string;
  name?: string;
}

/**
 * What of a service runs in an environment, as the portal last heard from Argo CD. There is one only
 * where exactly one application belongs to both.
 */
export interface DeploymentState {
  /** Entity reference. */
  service: string;
  /** Name of the environment. */
  environment: string;
  /** Name of the Argo CD instance in the configuration. */
  instance: string;
  /** `namespace` is of the Application object. */
  application: { name: string; namespace?: string; project?: string };
  /** Tag or digest of the image; absent when it is not known which image is the service. */
  version?: string;
  /** Whole reference of the image. */
  image?: string;
  /** Why the version is unknown. */
  problem?: string;
  health: Health;
  healthMessage?: string;
  /** What else of the application is not healthy and does not count, in words. */
  beside?: string[];
  sync: SyncState;
  autoSync: boolean;
  /** Git revision that runs; those of several sources are joined by `,` in their order. */
  revision?: string;
  deployedAt?: Date;
  /** Since when this version has been healthy without a break. */
  healthySince?: Date;
  /** The operation that runs or ran last. */
  operation?: Deployment['operation'];
  /** One, or several in their order. */
  sources: DeploymentSource[];
}
