import type { ExpressionNames } from '@towpath/policy';
import { bindingName, shortHash } from '@towpath/score';
import type { JsonSchema, ResourceContext, ResourceDefinition } from './types';

const LONGEST_SLUG = 45;
const HASH = 6;

/** What expressions of a definition see of what is asked for. */
export function variablesOf(context: ResourceContext): Record<string, unknown> {
  const { resource, params, brought, service, environment } = context;
  const { slug, workload, secretName } = resource;
  const owner = workload ?? workloadOf(context);
  return {
    resource: {
      ...resource,
      slug: slug ?? slugOf(resource),
      workload: owner,
      secretName: secretName ?? secretNameOf(resource, owner),
    },
    params,
    ...(brought && { brought }),
    service,
    environment,
  };
}

/** What expressions of a definition may name; of `params` what its schema has. */
export function namesFor(params: JsonSchema | undefined): ExpressionNames {
  const known = paramNames(params);
  return {
    variables: ['resource', 'params', 'service', 'environment'],
    fields: {
      resource: [
        ...['uid', 'type', 'class', 'id', 'name', 'annotations'],
        ...['slug', 'workload', 'secretName'],
      ],
      service: ['ref', 'name', 'owner'],
      environment: ['name', 'tier', 'annotations'],
      ...(known ? { params: known } : {}),
    },
  };
}

/** The same for its settings, which know what it brings before itself. */
export function namesInSettings({
  params,
  brings = [],
}: ResourceDefinition): ExpressionNames {
  const names = namesFor(params);
  const before = brings.filter(({ order }) => order === 'before');
  if (before.length === 0) return names;
  return {
    variables: [...names.variables!, 'brought'],
    fields: { ...names.fields, brought: before.map(({ name }) => name) },
  };
}

/** The same for the params of what comes after it, which know what it gives out. */
export function namesInParams(
  { params, outputs }: ResourceDefinition,
  order: 'before' | 'after' = 'after',
): ExpressionNames {
  const names = namesFor(params);
  if (order === 'before') return names;
  const isOpen = Object.hasOwn(outputs, '*');
  return {
    variables: [...names.variables!, 'outputs'],
    fields: {
      ...names.fields,
      ...(isOpen ? {} : { outputs: Object.keys(outputs) }),
    },
  };
}

/** Undefined where the schema lets others in. */
function paramNames(schema: JsonSchema = {}): string[] | undefined {
  const isOpen =
    (schema.additionalProperties ?? false) !== false ||
    'unevaluatedProperties' in schema ||
    'patternProperties' in schema;
  return isOpen ? undefined : Object.keys(schema.properties ?? {});
}

/**
 * A name for objects of a resource: short enough for a StatefulSet, and another one for each uid, since what
 * dots become is not told apart.
 */
export function slugOf({
  uid,
  type,
  class: kind,
  id,
}: Pick<ResourceContext['resource'], 'uid' | 'type' | 'class' | 'id'>): string {
  const words = [type, ...(kind === 'default' ? [] : [kind]), id]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const head = (/^[a-z]/.test(words) ? words : `r-${words}`)
    .slice(0, LONGEST_SLUG - HASH - 1)
    .replace(/-+$/, '');
  return `${head}-${shortHash(uid, HASH)}`;
}

/** Its own resource has the id `workload.name`; else the workload is taken to be called like its service. */
function workloadOf({ resource: { id, name }, service }: ResourceContext) {
  return id.endsWith(`.${name}`) ? id.slice(0, -name.length - 1) : service.name;
}

function secretNameOf(
  resource: ResourceContext['resource'],
  workload: string,
): string {
  const usedBy = [{ workload, resource: resource.name }];
  return bindingName({
    ...resource,
    sourceWorkload: workload,
    usedBy,
    dependsOn: [],
  });
}
