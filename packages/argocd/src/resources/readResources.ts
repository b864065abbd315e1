import type { ArgoCdInstances } from '../ArgoCdInstances';
import { ArgoCdError, isOutage } from '../http/ArgoCdError';
import type { ApplicationRef, ManagedResource } from '../types';

/**
 * The manifests of an application, by one call; or why Argo CD does not tell them.
 *
 * @throws ArgoCdError when it is away.
 */
export async function readResources(
  instances: ArgoCdInstances,
  target: ApplicationRef & { instance: string },
  signal: AbortSignal,
): Promise<{ resources?: ManagedResource[]; refusal?: string }> {
  try {
    const client = instances.get(target.instance);
    const resources = await client.managedResources(target, { signal });
    // Of what it has not compared yet it tells none.
    return resources.length > 0 ? { resources } : {};
  } catch (error) {
    if (!ArgoCdError.is(error) || isOutage(error)) throw error;
    return { refusal: (error as ArgoCdError).message };
  }
}
