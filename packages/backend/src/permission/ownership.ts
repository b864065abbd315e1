import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';

/**
 * Allows a permission for what the person owns: entities owned by them or their groups, tasks that
 * they started. A kind of resource that has no owner here is denied.
 */
export function allowOwned(
  permission: Permission,
  user: BackstageUserInfo,
): PolicyDecision {
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: user.ownershipEntityRefs }),
    );
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({ createdBy: [user.userEntityRef] }),
    );
  }
  return { result: AuthorizeResult.DENY };
}
