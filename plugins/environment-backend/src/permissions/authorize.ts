import type { PermissionsService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  parseTargetRef,
  RESOURCE_TYPE_ENVIRONMENT_TARGET,
  stringifyTargetRef,
  type EnvironmentTargetRef,
  type May,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';

/** A permission that is held for one service in one environment, or for a whole environment. */
export type TargetPermission = ResourcePermission<
  typeof RESOURCE_TYPE_ENVIRONMENT_TARGET
>;

/** Whether somebody may do something with a target. */
export interface Question {
  permission: TargetPermission;
  target: EnvironmentTargetRef;
}

/** Answers in the order of the questions; the policy is asked once, and for each target once. */
export async function mayOnTargets(
  permissions: PermissionsService,
  questions: Question[],
  { credentials }: Caller,
): Promise<May[]> {
  const asked = new Map(
    questions.map(({ permission, target }) => {
      const resourceRef = stringifyTargetRef(target);
      const key = `${permission.name} ${resourceRef}`;
      return [key, { permission, resourceRef }] as const;
    }),
  );
  if (asked.size === 0) return [];
  const decisions = await permissions.authorize([...asked.values()], {
    credentials,
  });
  const answers = new Map(
    [...asked].map(([key, { permission, resourceRef }], index) => [
      key,
      toMay(decisions[index].result, permission, resourceRef),
    ]),
  );
  return questions.map(
    ({ permission, target }) =>
      answers.get(`${permission.name} ${stringifyTargetRef(target)}`)!,
  );
}

/** @throws NotAllowedError that names the permission and the target. */
export async function requireOnTarget(
  permissions: PermissionsService,
  permission: TargetPermission,
  target: EnvironmentTargetRef,
  caller: Caller,
): Promise<void> {
  const question = { permission, target };
  const [may] = await mayOnTargets(permissions, [question], caller);
  if (!may.allowed) throw new NotAllowedError(may.why);
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
    throw new NotAllowedError(
      `It takes the permission ${permission.name}, which you do not have. Ask your platform team for it`,
    );
  }
}

function toMay(
  result: AuthorizeResult,
  { name }: TargetPermission,
  resourceRef: string,
): May {
  return result === AuthorizeResult.ALLOW
    ? { allowed: true }
    : {
        allowed: false,
        why: `It takes the permission ${name} for ${placeOf(
          parseTargetRef(resourceRef),
        )}, which you do not have. Ask somebody of the team that owns the service or the environment`,
      };
}

/** "payment-service in prod", or "prod" for every service. */
function placeOf({ service, environment }: EnvironmentTargetRef): string {
  return service
    ? `${parseEntityRef(service).name} in ${environment}`
    : environment;
}
