import {
  matchSchema,
  nameSchema,
  referenceSchema,
  textSchema,
  type JsonSchema,
} from '@towpath/resource-definitions';

const POINTER = {
  type: 'string',
  pattern: '^/',
  description: 'write a JSON pointer, such as /spec/template/spec/containers/0',
};
const takes = (op: object, ...fields: string[]) => ({
  if: { required: ['op'], properties: { op } },
  then: { required: fields },
});
const OPERATION = {
  type: 'object',
  additionalProperties: false,
  required: ['op', 'path'],
  properties: {
    op: { enum: ['add', 'replace', 'remove', 'test', 'move', 'copy'] },
    path: POINTER,
    from: POINTER,
    value: {},
  },
  allOf: [
    takes({ enum: ['add', 'replace', 'test'] }, 'value'),
    takes({ enum: ['move', 'copy'] }, 'from'),
  ],
};
const names = (items: object) => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items,
});

/** The shape of a patch as a file has it. Descriptions say what to write instead. */
export const patchSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'title', 'objects'],
  properties: {
    name: nameSchema,
    title: textSchema,
    description: textSchema,
    owner: referenceSchema,
    order: { type: 'integer' },
    match: matchSchema,
    objects: {
      type: 'object',
      additionalProperties: false,
      required: ['apiVersion', 'kind'],
      properties: {
        apiVersion: textSchema,
        kind: {
          if: { type: 'array' },
          then: names(textSchema),
          else: textSchema,
        },
        names: names(textSchema),
        when: textSchema,
      },
    },
    set: { type: 'object', minProperties: 1 },
    operations: { type: 'array', minItems: 1, items: OPERATION },
  },
};
