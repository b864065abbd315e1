import type { EnvironmentSummary } from '@towpath/plugin-environment-common';

/** Labels by which pods are selected. */
export type Selector = Record<string, string>;

/** A service in one environment: what is asked of it, and where it is delivered. */
export interface ServicePlace {
  service: { ref: string; name: string; title?: string; owner?: string };
  environment: EnvironmentSummary;
  /** Of the environment. */
  annotations: Record<string, string>;
  application: {
    instance: string;
    name: string;
    appNamespace?: string;
    project?: string;
    url: string;
  };
  /** The folder in Git that Argo CD deploys. */
  folder: { repository: string; branch?: string; path: string };
  namespace: string;
  /** How each workload there selects its pods, by name. */
  selectors: Record<string, Selector>;
}

/** The same where Argo CD deploys nothing for it any more: its application is gone. */
export interface GonePlace
  extends Omit<ServicePlace, 'application' | 'folder' | 'selectors'> {
  application?: undefined;
}

/** Whether there is something that can be delivered to. */
export function isDelivered(
  place: ServicePlace | GonePlace,
): place is ServicePlace {
  return place.application !== undefined;
}
