import type { ManagedResource, ResourceStatus } from '@towpath/argocd';
import type { ResourceKey } from '../../model/ResourceKey';
import { peersOf } from '../sameImage';
import { manifestImages } from './manifestImages';

export function keyOf({
  group,
  kind,
  namespace,
  name,
}: Partial<
  Pick<ResourceStatus, 'group' | 'kind' | 'namespace' | 'name'>
>): ResourceKey {
  return [group ?? '', kind, namespace ?? '', name].join('/');
}

/**
 * What runs a service: the resources whose manifests name its image, of whatever version. Empty when
 * nothing tells.
 *
 * @param images any of which may be the service
 */
export function workloadsOf(
  resources: ManagedResource[],
  images: string[],
): ResourceKey[] {
  const named = (['targetState', 'liveState'] as const).flatMap(which =>
    manifestImages(resources, which),
  );
  const all = named.flatMap(one => one.images);
  const ours = new Set(images.flatMap(image => peersOf(image, all)));
  const found = named.filter(one => one.images.some(i => ours.has(i)));
  return [...new Set(found.map(keyOf))];
}
