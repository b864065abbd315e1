import type { ResourceKey } from '@towpath/argocd';

/** How an application was before something was written for it. */
export interface Baseline {
  /** What runs the service; empty when nothing tells, and then everything counts. */
  workloads: ResourceKey[];
  /** What was not healthy, with what it said. */
  unhealthy: { key: ResourceKey; status: string }[];
  /** The health of the whole, where nothing told whose it was. */
  untold?: string;
}
