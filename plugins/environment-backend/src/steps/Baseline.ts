import {
  isHealthUntold,
  type Application,
  type ArgoCdInstances,
  type ManagedResource,
} from '@towpath/argocd';
import { readResources } from '../feed/running/readResources';
import {
  keyOf,
  workloadsOf,
  type ResourceKey,
} from '../feed/running/workloads';
import type { ApplicationTarget } from '../promotions/PromotionPlan';
import { compareAnew } from './lookAt';

/** How an application was before something was written for it. */
export interface Baseline {
  /** What runs the service; empty when nothing tells, and then everything counts. */
  workloads: ResourceKey[];
  /** What was not healthy, with what it said. */
  unhealthy: { key: ResourceKey; status: string }[];
  /** The health of the whole, where nothing told whose it was. */
  untold?: string;
}

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
