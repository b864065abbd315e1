import type { JsonSchema } from '../types';

/** Names of Score: types and classes, and ids. */
const TYPE = '^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$';
export const ID =
  '^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$';

export const LONGEST_ID = 63;

const LETTERS = 'write 2 to 63 letters, digits and "-"';

export const nameSchema = {
  type: 'string',
  pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
  description: 'write 1 to 63 of a-z, 0-9 and "-", with neither end a "-"',
};

export const textSchema = {
  type: 'string',
  pattern: '\\S',
  description: 'write a text that is not empty',
};

export const referenceSchema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9]*:[^/:\\s]+/[^/:\\s]+$',
  description:
    'write a whole reference: kind:namespace/name, such as group:default/platform-team',
};

const listOf = (items: object) => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items,
});

/** Where something of the platform holds. */
export const matchSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    environments: listOf(textSchema),
    tiers: listOf(textSchema),
    owners: listOf(referenceSchema),
    services: listOf(referenceSchema),
    annotations: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'string' },
    },
    when: textSchema,
  },
};

const OUTPUT = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { enum: ['string', 'number', 'integer', 'boolean', 'object'] },
    description: textSchema,
    secret: { type: 'boolean' },
  },
  if: { required: ['secret'], properties: { secret: { const: true } } },
  then: {
    properties: {
      type: { const: 'string', description: 'a secret is a text' },
    },
  },
};

/** Params stand in Git, so none is a secret. */
const EACH_PARAM = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: OUTPUT.properties.type,
    description: textSchema,
  },
};

const YES = { const: true, description: 'write true, or leave it out' };

const SHARING = {
  type: 'object',
  additionalProperties: false,
  required: ['with'],
  properties: {
    owner: referenceSchema,
    with: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        services: listOf(referenceSchema),
        owners: listOf(referenceSchema),
        team: YES,
        system: YES,
      },
    },
  },
};

/** A name that expressions can say: `brought.policy`. */
const BROUGHT_NAME = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]{0,30}$',
  description: 'write 1 to 31 of a-z and 0-9, beginning with a letter',
};

const BROUGHT = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'type'],
  properties: {
    name: BROUGHT_NAME,
    type: {
      type: 'string',
      pattern: TYPE,
      description: `${LETTERS}, with neither end a "-"`,
    },
    class: { type: 'string', pattern: TYPE, description: LETTERS },
    id: textSchema,
    params: { type: 'object' },
    order: { enum: ['before', 'after'] },
  },
};

/** The shape of a resource definition as a file has it. Descriptions say what to write instead. */
export const definitionSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'title', 'type', 'driver'],
  properties: {
    name: nameSchema,
    title: textSchema,
    description: textSchema,
    type: {
      type: 'string',
      pattern: TYPE,
      description: `${LETTERS}, with neither end a "-"`,
    },
    class: {
      type: 'string',
      pattern: `^\\*$|${TYPE}`,
      description: `${LETTERS}, or "*" for every class`,
    },
    id: {
      type: 'string',
      pattern: ID,
      maxLength: LONGEST_ID,
      description: 'write a-z, 0-9, "-" and "." as ids of Score files have',
    },
    match: matchSchema,
    driver: nameSchema,
    settings: { type: 'object' },
    params: { type: 'object' },
    outputs: {
      type: 'object',
      propertyNames: {
        pattern: '^(?:\\*|[A-Za-z0-9_-]+)$',
        description:
          'write letters, digits, "_" and "-", or "*" for each param',
      },
      properties: { '*': EACH_PARAM },
      additionalProperties: OUTPUT,
    },
    brings: { ...listOf(BROUGHT), maxItems: 20 },
    broughtOnly: { type: 'boolean' },
    sharing: SHARING,
    onRemoval: { enum: ['delete', 'retain'] },
    holdsData: { type: 'boolean' },
    price: textSchema,
    example: textSchema,
    owner: referenceSchema,
  },
};
