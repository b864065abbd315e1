import {
  keyOf,
  manifestImages,
  type ManagedResource,
  type ResourceKey,
} from '@towpath/argocd';
import { peersOf } from '../images/sameImage';

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
