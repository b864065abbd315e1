import {
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Type of the resource that promotions are allowed for: one service in one environment. */
export const RESOURCE_TYPE_ENVIRONMENT_TARGET = 'environment-target';

/** One service in one environment; without a service, the environment as a whole. */
export interface EnvironmentTargetRef {
  /** Entity reference of the service. */
  service?: string;
  /** Name of the environment. */
  environment: string;
}

/**
 * The `resourceRef` of a target: `component:default/shop@prod`, and `@prod` for a whole environment.
 * It is the lock key of promotions too.
 */
export function stringifyTargetRef(target: EnvironmentTargetRef): string {
  return `${target.service ?? ''}@${target.environment}`;
}

/** Reads what {@link stringifyTargetRef} wrote. */
export function parseTargetRef(ref: string): EnvironmentTargetRef {
  const at = ref.lastIndexOf('@');
  const service = ref.slice(0, Math.max(at, 0));
  return { ...(service && { service }), environment: ref.slice(at + 1) };
}

function onTarget(
  name: string,
  action: 'create' | 'update',
): ResourcePermission<typeof RESOURCE_TYPE_ENVIRONMENT_TARGET> {
  return createPermission({
    name,
    attributes: { action },
    resourceType: RESOURCE_TYPE_ENVIRONMENT_TARGET,
  });
}

/** To see what runs where, its history, and what a promotion would change. */
export const environmentDeploymentReadPermission = createPermission({
  name: 'environment.deployment.read',
  attributes: { action: 'read' },
});

/** To see promotions and their logs. */
export const environmentPromotionReadPermission = createPermission({
  name: 'environment.promotion.read',
  attributes: { action: 'read' },
});

/** To see freezes. */
export const environmentFreezeReadPermission = createPermission({
  name: 'environment.freeze.read',
  attributes: { action: 'read' },
});

/** To begin a promotion. */
export const environmentPromotionCreatePermission = onTarget(
  'environment.promotion.create',
  'create',
);

/** To approve or reject; the gate that asks names the groups whose members count. */
export const environmentPromotionApprovePermission = onTarget(
  'environment.promotion.approve',
  'update',
);

/** To write back what a promotion replaced. */
export const environmentPromotionRollbackPermission = onTarget(
  'environment.promotion.rollback',
  'update',
);

/** To cancel and to retry, and to lift a hold. */
export const environmentPromotionManagePermission = onTarget(
  'environment.promotion.manage',
  'update',
);

/** To begin and end a freeze. */
export const environmentFreezeCreatePermission = onTarget(
  'environment.freeze.create',
  'create',
);

/** To report the outcome of a check. */
export const environmentCheckReportPermission = createPermission({
  name: 'environment.check.report',
  attributes: { action: 'create' },
});

/** Every permission of the environment plugin. */
export const environmentPermissions = [
  environmentDeploymentReadPermission,
  environmentPromotionReadPermission,
  environmentFreezeReadPermission,
  environmentPromotionCreatePermission,
  environmentPromotionApprovePermission,
  environmentPromotionRollbackPermission,
  environmentPromotionManagePermission,
  environmentFreezeCreatePermission,
  environmentCheckReportPermission,
];
