import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { components } from './api/generated/schema';

/** The kind of the catalog that says what a stack is made of. */
export const STACK_KIND = 'Stack';

/** The version that the kind is in. */
export const STACK_API_VERSION = 'towpath.dev/v1alpha1';

type ModuleSource = components['schemas']['ModuleSource'];

/** A stack in the catalog: whose it is, where it belongs, and what it is made of. Its name is its key. */
export interface StackEntityV1alpha1 extends Entity {
  apiVersion: typeof STACK_API_VERSION;
  kind: typeof STACK_KIND;
  spec: {
    owner: string;
    type?: string;
    /** Name of an Environment. */
    environment?: string;
    /** Reference of the component that it is for. */
    service?: string;
    costCentre?: string;
    module: Pick<ModuleSource, 'platform' | 'git' | 'registry'>;
    variables?: JsonObject;
    /** Names of secret variables; their values are given to the portal. */
    secrets?: string[];
    inputs?: Record<string, { stack: string; output: string }>;
    driftEvery?: string;
  };
}

/** Whether an entity of the catalog is a stack of this version. */
export function isStackEntity(entity: Entity): entity is StackEntityV1alpha1 {
  return (
    entity.apiVersion === STACK_API_VERSION &&
    entity.kind.toLowerCase() === STACK_KIND.toLowerCase()
  );
}

const text = { type: 'string', minLength: 1 };

const closed = (
  required: string[],
  properties: Record<string, object>,
  more: object = {},
) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  ...more,
});

/** What the kind adds to every entity of the catalog. A field that is not known is refused: it would say nothing. */
export const stackJsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema',
  $id: 'StackV1alpha1',
  description: 'Resources that Terraform makes, with one state.',
  type: 'object',
  required: ['apiVersion', 'kind', 'spec'],
  properties: {
    apiVersion: { enum: [STACK_API_VERSION] },
    kind: { enum: [STACK_KIND] },
    spec: closed(['owner', 'module'], {
      owner: text,
      type: text,
      environment: text,
      service: text,
      costCentre: text,
      module: closed(
        [],
        {
          platform: text,
          git: closed(['url', 'tag'], { url: text, tag: text, path: text }),
          registry: closed(['source', 'version'], {
            source: text,
            version: text,
          }),
        },
        { minProperties: 1, maxProperties: 1 },
      ),
      variables: { type: 'object' },
      secrets: { type: 'array', items: text },
      inputs: {
        type: 'object',
        additionalProperties: closed(['stack', 'output'], {
          stack: text,
          output: text,
        }),
      },
      driftEvery: { type: 'string', pattern: '^(never|\\d{1,4}[mhd])$' },
    }),
  },
};
