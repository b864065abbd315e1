import type { DeploymentRow } from '../feed/DeploymentRow';
import type { InstanceRow } from '../feed/InstanceRow';

// The pages of applications in Argo CD's own namespace have no namespace in their address.
const OWN_NAMESPACE = 'argocd';

/** The page of an application at its Argo CD; that of nothing while its address is unknown. */
export function applicationUrl(
  row: Pick<DeploymentRow, 'application' | 'application_namespace'>,
  instance: Pick<InstanceRow, 'url'> | undefined,
): string {
  const namespace = row.application_namespace;
  const parts = [
    ...(namespace && namespace !== OWN_NAMESPACE ? [namespace] : []),
    row.application!,
  ];
  return `${instance?.url ?? ''}/applications/${parts
    .map(encodeURIComponent)
    .join('/')}`;
}
