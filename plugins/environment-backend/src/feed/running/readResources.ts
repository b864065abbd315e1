import {
  ArgoCdError,
  isOutage,
  type ApplicationRef,
  type ArgoCdInstances,
  type ManagedResource,
} from '@towpath/argocd';

/**
 * The manifests of an application, by one call; undefined when Argo CD does not tell them.
 *
 * @throws ArgoCdError when it is away.
 */
export async function readResources(
  instances: ArgoCdInstances,
  target: ApplicationRef & { instance: string },
  signal: AbortSignal,
): Promise<ManagedResource[] | undefined> {
  try {
    const client = instances.get(target.instance);
    const resources = await client.managedResources(target, { signal });
    return resources.length > 0 ? resources : undefined;
  } catch (error) {
    if (!ArgoCdError.is(error) || isOutage(error)) throw error;
    return undefined;
  }
}
