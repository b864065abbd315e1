import {
  isHealthUntold,
  keyOf,
  readResources,
  type Application,
  type ArgoCdInstances,
  type ManagedResource,
} from '@towpath/argocd';
import { compareAnew } from '../application/lookAt';
import type { ApplicationTarget } from '../model/ApplicationTarget';
import type { Baseline } from '../model/Baseline';
import { workloadsOf } from './workloads';

/**
 * How an application is now.
 *
 * @param images any of which may be the service: what runs, and what is to run
 * @throws ArgoCdError when Argo CD is away: without a baseline nothing is written.
 */
export async function takeBaseline(
  instances: ArgoCdInstances,
  target: ApplicationTarget,
  images: (string | undefined)[],
  signal: AbortSignal,
): Promise<Baseline> {
  const client = instances.get(target.instance);
  const [known, { resources }] = await Promise.all([
    client.get(target, { signal }),
    readResources(instances, target, signal),
  ]);
  const told = isHealthUntold(known)
    ? await compareAnew(client, target, signal)
    : known;
  const application = told ?? known;
  return baselineOf(application, resources ?? [], images);
}

export function baselineOf(
  application: Application,
  resources: ManagedResource[],
  images: (string | undefined)[],
): Baseline {
  const { status } = application;
  return {
    ...(isHealthUntold(application) && { untold: status?.health?.status }),
    workloads: workloadsOf(
      resources,
      images.flatMap(image => image ?? []),
    ),
    unhealthy: (status?.resources ?? []).flatMap(resource => {
      const health = resource.health?.status;
      return health && health !== 'Healthy'
        ? [{ key: keyOf(resource), status: health }]
        : [];
    }),
  };
}
