import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { RunKind } from './types';

/**
 * Describes a kind of run; give it to {@link WorkflowEngine.create}.
 *
 * @throws InputError without a step, when two steps have the same name (it is where a run goes on), or when a retry
 * would begin at a step that is not an earlier one.
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
  const astray = steps.find(
    ({ name, retryFrom = name }) =>
      !names.slice(0, names.indexOf(name) + 1).includes(retryFrom),
  );
  if (astray) {
    throw new InputError(
      `Step "${astray.name}" of run kind "${kind}" is tried again from "${astray.retryFrom}", which is no step before it`,
    );
  }
  return definition;
}
