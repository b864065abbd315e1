import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { isAmong } from '@towpath/backend-kit';
import { RESOURCE_TYPE_SCORE_TARGET } from '@towpath/plugin-score-common';
import { z } from 'zod';

/** One service in one environment, with what rules decide by. */
export interface ScoreTarget {
  /** Entity reference. */
  service: string;
  /** Entity reference; absent for a service that nobody owns. */
  owner?: string;
  environment: string;
}

/** A rule as a filter: the owner is one of them. */
interface ScoreTargetQuery {
  owners: string[];
}

/** How permissions and rules refer to targets; its `resourceRef` is `component:default/shop@prod`. */
export const scoreTargetResourceRef = createPermissionResourceRef<
  ScoreTarget,
  ScoreTargetQuery
>().with({ pluginId: 'score', resourceType: RESOURCE_TYPE_SCORE_TARGET });

const isServiceOwner = createPermissionRule({
  name: 'IS_SERVICE_OWNER',
  description: 'The service belongs to one of these users or groups',
  resourceRef: scoreTargetResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity references of users and groups; any of them.'),
  }),
  apply: ({ owner }, { owners }) => isAmong(owner, owners),
  toQuery: ({ owners }) => ({ owners }),
});

/** What a policy may decide about a target by. */
export const scoreTargetRules = [isServiceOwner];

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: scoreTargetResourceRef,
  rules: { isServiceOwner },
});

/** A target is for who owns its service. */
export function allowOwnTargets(
  permission: ResourcePermission<typeof RESOURCE_TYPE_SCORE_TARGET>,
  user: BackstageUserInfo,
): PolicyDecision {
  return createConditionalDecision(
    permission,
    conditions.isServiceOwner({ owners: user.ownershipEntityRefs }),
  );
}
