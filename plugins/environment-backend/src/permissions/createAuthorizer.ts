import type { PermissionsService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { Authorizer, type Question } from '@towpath/backend-kit';
import {
  parseTargetRef,
  stringifyTargetRef,
  type EnvironmentTargetRef,
  type RESOURCE_TYPE_ENVIRONMENT_TARGET,
} from '@towpath/plugin-environment-common';

/** Asks the policy about services in environments, and about whole environments. */
export function createAuthorizer(permissions: PermissionsService): Authorizer {
  return new Authorizer({
    permissions,
    describe: ref => placeOf(parseTargetRef(ref)),
    wayOut: 'Ask somebody of the team that owns the service or the environment',
  });
}

/** Whether somebody may do something with one service in one environment, or with a whole environment. */
export function onTarget(
  permission: ResourcePermission<typeof RESOURCE_TYPE_ENVIRONMENT_TARGET>,
  target: EnvironmentTargetRef,
): Question {
  return { permission, resourceRef: stringifyTargetRef(target) };
}

/** "payment-service in prod", or "prod" for every service. */
function placeOf({ service, environment }: EnvironmentTargetRef): string {
  return service
    ? `${parseEntityRef(service).name} in ${environment}`
    : environment;
}
