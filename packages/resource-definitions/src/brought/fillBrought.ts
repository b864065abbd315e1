import { formatPath } from '@towpath/score';
import { compiledOf } from '../compileDefinition';
import { kindOf } from '../json';
import { ID, LONGEST_ID } from '../read/definitionSchema';
import type {
  BroughtDefinition,
  ResourceContext,
  ResourceDefinition,
} from '../types';
import { variablesOf } from '../variables';

/** The id of something that is brought, or why there is none. */
export type BroughtId =
  | { id: string; problem?: undefined }
  | { id?: undefined; problem: string };

/** What something that is brought is asked for, or why that cannot be said. */
export type BroughtParams =
  | { params: Record<string, unknown>; problems: [] }
  | { params?: undefined; problems: string[] };

/** @param context - of the one that brings it. */
export function broughtId(
  definition: ResourceDefinition,
  { name }: BroughtDefinition,
  context: ResourceContext,
): BroughtId {
  const template = compiledOf(definition).brings.get(name)?.id;
  if (!template) return { id: `${context.resource.id}.${name}` };
  const result = template.evaluate(variablesOf(context));
  if (!('value' in result)) {
    return { problem: `the id of ${name}: ${result.error}` };
  }
  const { value: id } = result;
  if (typeof id !== 'string') {
    return { problem: `the id of ${name} is ${kindOf(id)}; write a text` };
  }
  return new RegExp(ID).test(id) && id.length <= LONGEST_ID
    ? { id }
    : {
        problem: `the id of ${name} is "${id}"; write 1 to ${LONGEST_ID} of a-z, 0-9, "-" and "."`,
      };
}

/**
 * The params of something that is brought, before its own definition is asked about them.
 *
 * @param context - of the one that brings it.
 * @param outputs - what that one gives out, for what comes after it.
 */
export function broughtParams(
  definition: ResourceDefinition,
  { name }: BroughtDefinition,
  context: ResourceContext,
  outputs: Record<string, unknown>,
): BroughtParams {
  const template = compiledOf(definition).brings.get(name)!.params;
  const { value, problems } = template.fill({
    ...variablesOf(context),
    outputs,
  });
  if (problems.length === 0) {
    return { params: value as Record<string, unknown>, problems: [] };
  }
  return {
    problems: problems.map(
      ({ path, message }) =>
        `${formatPath(['brings', name, 'params', ...path])}: ${message}`,
    ),
  };
}
