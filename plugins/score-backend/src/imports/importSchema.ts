import {
  nameSchema,
  referenceSchema,
  textSchema,
  type JsonSchema,
} from '@towpath/resource-definitions';

const RESOURCE = {
  ...textSchema,
  description:
    'write the name of the resource in the Score file, such as db; for one that comes with another, such as files.access',
};

/** What a file of imports has to look like. */
export const importSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['service', 'environment', 'resource', 'driver', 'what'],
  properties: {
    service: referenceSchema,
    environment: nameSchema,
    resource: RESOURCE,
    driver: nameSchema,
    what: {
      type: 'object',
      minProperties: 1,
      description: 'say what it is, as the driver asks for it',
    },
  },
};
