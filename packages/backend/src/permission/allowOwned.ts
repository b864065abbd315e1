import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { OwnedResource } from '@towpath/backend-kit';

/**
 * Allows a permission for what the person owns. A type of resource of which no plugin says who owns
 * it is denied.
 *
 * @param owned by the type of the resource
 */
export function allowOwned(
  permission: Permission,
  user: BackstageUserInfo,
  owned: ReadonlyMap<string, OwnedResource>,
): PolicyDecision {
  const denied: PolicyDecision = { result: AuthorizeResult.DENY };
  if (!isResourcePermission(permission)) return denied;
  return owned.get(permission.resourceType)?.decide(permission, user) ?? denied;
}
