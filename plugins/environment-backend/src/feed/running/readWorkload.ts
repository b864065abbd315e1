import {
  describeUnhealthy,
  keyOf,
  readResources,
  worstOf,
  type ArgoCdInstances,
  type ResourceStatus,
} from '@towpath/argocd';
import { workloadsOf } from '@towpath/delivery';
import type { Sibling, WorkloadFound, WorkloadQuestion } from './Workload';

/**
 * How what runs the service is, and what else of its application is not healthy; undefined when nothing
 * tells which of its resources run it. Two calls.
 *
 * @throws ArgoCdError when it cannot be asked.
 */
export async function readWorkload(
  instances: ArgoCdInstances,
  { facts, image }: WorkloadQuestion,
  signal: AbortSignal,
): Promise<WorkloadFound | undefined> {
  const { instance, name, namespace, project } = facts;
  const target = {
    instance,
    name,
    project,
    ...(namespace && { appNamespace: namespace }),
  };
  const [{ status }, { resources }] = await Promise.all([
    instances.get(instance).get(target, { signal }),
    readResources(instances, target, signal),
  ]);
  const workloads = workloadsOf(resources ?? [], [image]);
  const known = (status?.resources ?? []).filter(
    ({ health, hook }) => !hook && health?.status,
  );
  const ours = known.filter(one => workloads.includes(keyOf(one)));
  if (ours.length === 0) return undefined;
  const others = known.filter(
    one => !ours.includes(one) && one.health?.status !== 'Healthy',
  );
  const message = describeUnhealthy(ours).trim();
  return {
    health: worstOf(ours.flatMap(one => one.health?.status ?? [])),
    ...(message && { message: message.slice(1, -1) }),
    siblings: others.map(toSibling),
  };
}

function toSibling(resource: ResourceStatus): Sibling {
  const { kind, name, health } = resource;
  const why = health?.message ? ` (${health.message})` : '';
  return {
    key: keyOf(resource),
    words: `${kind} ${name}: ${health?.status}${why}`,
    health: health?.status ?? 'Unknown',
  };
}
