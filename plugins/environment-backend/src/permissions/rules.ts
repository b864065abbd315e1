import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { isAmong } from '@towpath/backend-kit';
import { z } from 'zod';
import { environmentTargetResourceRef } from './EnvironmentTarget';

const owners = z.object({
  owners: z
    .array(z.string())
    .describe('Entity references of users and groups; any of them.'),
});

const isServiceOwner = createPermissionRule({
  name: 'IS_SERVICE_OWNER',
  description: 'The service belongs to one of these users or groups',
  resourceRef: environmentTargetResourceRef,
  paramsSchema: owners,
  apply: ({ serviceOwner }, params) => isAmong(serviceOwner, params.owners),
  toQuery: params => ({ field: 'serviceOwner', values: params.owners }),
});

const isEnvironmentOwner = createPermissionRule({
  name: 'IS_ENVIRONMENT_OWNER',
  description: 'The environment belongs to one of these users or groups',
  resourceRef: environmentTargetResourceRef,
  paramsSchema: owners,
  apply: ({ environmentOwner }, params) =>
    isAmong(environmentOwner, params.owners),
  toQuery: params => ({ field: 'environmentOwner', values: params.owners }),
});

const isNonProduction = createPermissionRule({
  name: 'IS_NON_PRODUCTION',
  description: 'The environment is not of the tier production',
  resourceRef: environmentTargetResourceRef,
  apply: ({ tier }) => tier !== 'production',
  toQuery: () => ({
    field: 'tier' as const,
    values: ['development', 'staging'],
  }),
});

/** What a policy may decide about a target by. */
export const environmentTargetRules = {
  isServiceOwner,
  isEnvironmentOwner,
  isNonProduction,
};

const exported = createConditionExports({
  resourceRef: environmentTargetResourceRef,
  rules: environmentTargetRules,
});

/** The rules as conditions, for a permission policy. */
export const environmentTargetConditions = exported.conditions;

/** Decides a permission on a target by conditions. */
export const createEnvironmentTargetConditionalDecision =
  exported.createConditionalDecision;
