import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { OwnedResource } from './PluginAccess';

/** Says who owns resources of one type, with the permission typed by it. */
export function ownedResource<Type extends string>(
  resourceType: Type,
  decide: (
    permission: ResourcePermission<Type>,
    user: BackstageUserInfo,
  ) => PolicyDecision,
): OwnedResource {
  return {
    resourceType,
    // Only ever asked for permissions of this type.
    decide: (permission, user) =>
      decide(permission as ResourcePermission<Type>, user),
  };
}
