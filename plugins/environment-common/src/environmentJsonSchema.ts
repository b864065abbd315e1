import {
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  ENVIRONMENT_TIERS,
} from './EnvironmentEntityV1alpha1';

/**
 * JSON schema of what the Environment kind adds to every catalog entity:
 * `metadata` is left to the catalog. Unknown spec fields are refused, because
 * a misspelt `promotesFrom` would silently make an environment the first one.
 */
export const environmentJsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema',
  $id: 'EnvironmentV1alpha1',
  description: 'A place that versions of services run in.',
  type: 'object',
  required: ['apiVersion', 'kind', 'spec'],
  properties: {
    apiVersion: { enum: [ENVIRONMENT_API_VERSION] },
    kind: { enum: [ENVIRONMENT_KIND] },
    spec: {
      type: 'object',
      required: ['type', 'owner', 'tier'],
      additionalProperties: false,
      properties: {
        type: {
          type: 'string',
          minLength: 1,
          description: 'What the environment is made of.',
          examples: ['kubernetes'],
        },
        owner: {
          type: 'string',
          minLength: 1,
          description: 'The group or user who answers for it.',
          examples: ['group:default/platform-team'],
        },
        tier: {
          enum: [...ENVIRONMENT_TIERS],
          description: 'How much is at stake in it.',
        },
        promotesFrom: {
          type: 'string',
          minLength: 1,
          description: 'The environment that versions come from.',
          examples: ['environment:default/staging'],
        },
      },
    },
  },
} as const;
