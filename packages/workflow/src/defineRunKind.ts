import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { RunKind } from './types';

/**
 * Describes a kind of run; give it to {@link WorkflowEngine.create}.
 *
 * @throws InputError without a step, or when two steps have the same name: the name is where a run goes on.
 */
export function defineRunKind<I = JsonObject, S = JsonObject>(
  definition: RunKind<I, S>,
): RunKind<I, S> {
  const { kind, steps, compensation = [] } = definition;
  if (steps.length === 0) {
    throw new InputError(
      `Run kind "${kind}" has no step. Give it at least one`,
    );
  }
  const names = [...steps, ...compensation].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `Run kind "${kind}" has two steps named "${twice}". Give one of them another name`,
    );
  }
  return definition;
}
