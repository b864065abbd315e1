import type { DeploymentSource } from '@towpath/plugin-environment-common';

/** The namespace of an application that is not made yet: it may be any. */
export const ANY_NAMESPACE = '*';

/** What of an application says whose it is. */
export interface ClaimedApplication {
  /** Name of the Argo CD instance. */
  instance: string;
  /** Of the Application object; empty when the server does not tell it; see {@link ANY_NAMESPACE}. */
  namespace: string;
  name: string;
  /** Argo CD project. */
  project?: string;
  labels: Record<string, string>;
  /** Where it is deployed from, as far as it is in Git or a repository. */
  sources: DeploymentSource[];
  /** Files in Git that Helm reads, with the path of the file; absent where it reads none that can be told. */
  valueFiles?: DeploymentSource[];
}
