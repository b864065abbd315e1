import type { DeploymentSource } from '@towpath/plugin-environment-common';

/** What of an application says whose it is. */
export interface ClaimedApplication {
  /** Name of the Argo CD instance. */
  instance: string;
  /** Of the Application object; empty when the server does not tell it. */
  namespace: string;
  name: string;
  /** Argo CD project. */
  project?: string;
  labels: Record<string, string>;
  /** Where it is deployed from, as far as it is in Git or a repository. */
  sources: DeploymentSource[];
}
