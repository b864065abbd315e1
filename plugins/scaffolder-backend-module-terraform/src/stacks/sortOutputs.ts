import type { JsonObject } from '@backstage/types';
import type { StackOutputs } from '@towpath/plugin-terraform-stacks-common';

/** Sorts the outputs of a stack: values of those that may be seen, references to the others. */
export function sortOutputs(
  stack: string,
  outputs: StackOutputs,
): { outputs: JsonObject; secretOutputs: Record<string, string> } {
  const all = Object.entries(outputs);
  return {
    outputs: Object.fromEntries(
      all
        .filter(([, { sensitive }]) => !sensitive)
        .map(([name, { value }]) => [name, value ?? null]),
    ) as JsonObject,
    secretOutputs: Object.fromEntries(
      all
        .filter(([, { sensitive }]) => sensitive)
        .map(([name]) => [name, `terraform:${stack}/${name}`]),
    ),
  };
}
