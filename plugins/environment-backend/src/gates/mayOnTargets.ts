import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_ENVIRONMENT_TARGET,
  type EnvironmentTargetRef,
  type May,
  stringifyTargetRef,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';

type TargetPermission = ResourcePermission<
  typeof RESOURCE_TYPE_ENVIRONMENT_TARGET
>;

/** Whether somebody may do something with each of these targets, in their order. */
export async function mayOnTargets(
  permissions: PermissionsService,
  permission: TargetPermission,
  targets: EnvironmentTargetRef[],
  { credentials }: Caller,
): Promise<May[]> {
  if (targets.length === 0) return [];
  const decisions = await permissions.authorize(
    targets.map(target => ({
      permission,
      resourceRef: stringifyTargetRef(target),
    })),
    { credentials },
  );
  return decisions.map(({ result }) =>
    result === AuthorizeResult.ALLOW
      ? { allowed: true }
      : { allowed: false, why: whyNot(permission.name) },
  );
}

/** @throws NotAllowedError that names what somebody may not do and the permission for it. */
export async function requireOnTarget(
  permissions: PermissionsService,
  permission: TargetPermission,
  target: EnvironmentTargetRef,
  caller: Caller,
): Promise<void> {
  const [may] = await mayOnTargets(permissions, permission, [target], caller);
  if (!may.allowed) {
    throw new NotAllowedError(`${stringifyTargetRef(target)}: ${may.why}`);
  }
}

/** @throws NotAllowedError that names the permission. */
export async function requirePermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  { credentials }: Caller,
): Promise<void> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(whyNot(permission.name));
  }
}

function whyNot(permission: string): string {
  return `It takes the permission ${permission}, which you do not have here.`;
}
