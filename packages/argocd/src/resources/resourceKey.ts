import type { ResourceStatus } from '../types';

/** What names a resource in an application: `apps/Deployment/shop-prod/shop`. */
export type ResourceKey = string;

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
