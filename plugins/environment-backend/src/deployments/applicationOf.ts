import type { ArgoCdInstances } from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';
import type { DeploymentState } from '@towpath/plugin-environment-common';

/** The application that a service is deployed by, as it is found at its instance. */
export function applicationOf(
  instances: ArgoCdInstances,
  { instance, application }: DeploymentState,
): ApplicationTarget {
  const ref = {
    name: application.name,
    appNamespace: application.namespace,
    project: application.project,
  };
  return { instance, ...ref, url: instances.get(instance).applicationUrl(ref) };
}
