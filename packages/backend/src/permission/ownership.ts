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
import {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
} from '@towpath/plugin-environment-backend';
import {
  environmentFreezeCreatePermission,
  RESOURCE_TYPE_ENVIRONMENT_TARGET,
} from '@towpath/plugin-environment-common';

/**
 * Allows a permission for what the person owns: entities owned by them or their groups, tasks that
 * they started, deployments of their services and in their environments. A freeze stops every
 * team, so it is for the owner of the environment alone. A kind of resource that has no owner here
 * is denied.
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
  if (isResourcePermission(permission, RESOURCE_TYPE_ENVIRONMENT_TARGET)) {
    const owners = { owners: user.ownershipEntityRefs };
    const environment = environmentTargetConditions.isEnvironmentOwner(owners);
    const service = environmentTargetConditions.isServiceOwner(owners);
    return createEnvironmentTargetConditionalDecision(
      permission,
      permission.name === environmentFreezeCreatePermission.name
        ? environment
        : { anyOf: [service, environment] },
    );
  }
  return { result: AuthorizeResult.DENY };
}
