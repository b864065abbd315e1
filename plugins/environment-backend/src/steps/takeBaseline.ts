import type {
  Application,
  ArgoCdInstances,
  ManagedResource,
} from '@towpath/argocd';
import { readResources } from '../feed/running/readResources';
import { keyOf, workloadsOf } from '../feed/running/workloads';
import type { Baseline } from '../model/Baseline';
import type { ApplicationTarget } from '../model/PromotionPlan';

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
  const [application, { resources }] = await Promise.all([
    client.get(target, { signal }),
    readResources(instances, target, signal),
  ]);
  return baselineOf(application, resources ?? [], images);
}

export function baselineOf(
  { status }: Application,
  resources: ManagedResource[],
  images: (string | undefined)[],
): Baseline {
  return {
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
