import {
  DELIVERY_MODES,
  DELIVERY_STRATEGIES,
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  ENVIRONMENT_TIERS,
} from './EnvironmentEntityV1alpha1';

/** Weeks, days, hours and minutes: months and years differ in length, seconds are below the minute of cron. */
const ISO_DURATION =
  '^P(?=\\d|T\\d)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?)?$';

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
        argocd: {
          type: 'object',
          description: 'Where its applications are.',
          additionalProperties: false,
          properties: {
            instance: {
              type: 'string',
              minLength: 1,
              description: 'Name of an Argo CD instance.',
            },
            application: {
              type: 'string',
              pattern: '\\{service\\}',
              description: 'How the application of a service is named.',
              examples: ['{service}-{environment}'],
            },
            applications: {
              type: 'object',
              description:
                'Which service has which application, by the name or reference of the service.',
              additionalProperties: { type: 'string', minLength: 1 },
              examples: [{ 'payment-service': 'argocd/payments-live' }],
            },
            projects: {
              type: 'object',
              description:
                'Whose services alone have the applications of an Argo CD project.',
              additionalProperties: {
                type: 'array',
                minItems: 1,
                items: { type: 'string', minLength: 1 },
              },
              examples: [{ finance: ['group:default/finance'] }],
            },
          },
        },
        gates: {
          type: 'array',
          description: 'What has to be so before a version comes in.',
          items: {
            type: 'object',
            description:
              'A type of gate and its settings. Which types there are is known to the backend alone.',
            required: ['type'],
            properties: {
              type: { type: 'string', minLength: 1, examples: ['soak'] },
            },
          },
        },
        freezes: {
          type: 'array',
          description: 'Recurring times in which no version comes in.',
          items: {
            type: 'object',
            required: ['schedule', 'duration', 'timeZone', 'reason'],
            additionalProperties: false,
            properties: {
              schedule: {
                type: 'string',
                minLength: 1,
                description: 'When it begins, as cron in five fields.',
                examples: ['0 18 * * FRI'],
              },
              duration: {
                description: 'How long it holds.',
                examples: ['PT62H', { hours: 62 }],
                type: ['string', 'object'],
                pattern: ISO_DURATION,
                minProperties: 1,
                additionalProperties: false,
                properties: {
                  weeks: { type: 'number', minimum: 0 },
                  days: { type: 'number', minimum: 0 },
                  hours: { type: 'number', minimum: 0 },
                  minutes: { type: 'number', minimum: 0 },
                },
              },
              timeZone: {
                type: 'string',
                minLength: 1,
                description: 'Name of a time zone.',
                examples: ['Europe/Berlin'],
              },
              reason: {
                type: 'string',
                minLength: 1,
                maxLength: 2000,
                description: 'Why, for those whom it holds up.',
              },
            },
          },
        },
        promotion: {
          type: 'object',
          description: 'How versions come in.',
          additionalProperties: false,
          properties: {
            auto: {
              type: 'boolean',
              description: 'By themselves, when every gate is open.',
            },
            rollbackOnFailure: {
              type: 'boolean',
              description: 'Take back what does not become healthy.',
            },
            healthTimeout: {
              type: 'number',
              exclusiveMinimum: 0,
              description: 'Minutes that a version may take to be healthy.',
            },
          },
        },
        delivery: {
          type: 'object',
          description: 'How a version is written, and where.',
          additionalProperties: false,
          properties: {
            strategy: { enum: [...DELIVERY_STRATEGIES] },
            mode: { enum: [...DELIVERY_MODES] },
            file: { type: 'string', minLength: 1 },
            path: { type: 'string', minLength: 1 },
            parameter: { type: 'string', minLength: 1 },
            source: { type: ['integer', 'string'], minimum: 0, minLength: 1 },
          },
        },
      },
    },
  },
} as const;
