import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  named,
  ownedResource,
  reads,
  type PluginAccess,
} from '@towpath/backend-kit';
import {
  environmentCheckReportPermission,
  environmentDeploymentReadPermission,
  environmentFreezeCreatePermission,
  environmentFreezeReadPermission,
  environmentPromotionCreatePermission,
  environmentPromotionReadPermission,
  RESOURCE_TYPE_ENVIRONMENT_TARGET,
} from '@towpath/plugin-environment-common';
import {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
} from './permissions';

/** Who may what in environments. */
export const environmentAccess: PluginAccess = {
  pluginId: 'environment',
  permissions: {
    'environment.deployment.read': 'developer',
    'environment.promotion.read': 'developer',
    'environment.freeze.read': 'developer',
    'environment.promotion.create': 'owner',
    // The gate that asks names the groups whose members count.
    'environment.promotion.approve': 'developer',
    'environment.promotion.rollback': 'owner',
    'environment.promotion.manage': 'owner',
    'environment.freeze.create': 'owner',
    // It opens a gate. Build servers report with a token of their own.
    'environment.check.report': 'platform-engineer',
  },
  owned: [ownedResource(RESOURCE_TYPE_ENVIRONMENT_TARGET, allowOwnTargets)],
  channels: {
    'environment:deployments': environmentDeploymentReadPermission,
    'environment:promotions': environmentPromotionReadPermission,
  },
  tokenRoutes: [
    ...reads(environmentDeploymentReadPermission)(
      '/environments',
      '/status',
      '/services',
      '/services/:kind/:namespace/:name',
      '/services/:kind/:namespace/:name/history',
      '/known-names/:kind/:namespace/:name',
      '/compare',
    ),
    ...reads(environmentPromotionReadPermission)(
      '/promotions',
      '/promotions/:id',
      '/promotions/:id/log',
      '/promotions/:id/rollback',
    ),
    ...reads(environmentFreezeReadPermission)('/freezes'),
    named('POST', '/promotions', environmentPromotionCreatePermission),
    named('POST', '/checks', environmentCheckReportPermission),
  ],
};

/**
 * A target belongs to who owns its service and to who owns its environment. A freeze stops every
 * team, so it is for the owner of the environment alone.
 */
function allowOwnTargets(
  permission: ResourcePermission<typeof RESOURCE_TYPE_ENVIRONMENT_TARGET>,
  user: BackstageUserInfo,
): PolicyDecision {
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
