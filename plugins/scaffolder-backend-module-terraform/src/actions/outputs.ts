import type { JsonObject, JsonValue } from '@backstage/types';
import type { z as zod } from 'zod/v3';

// The z that Backstage hands in.
type Z = typeof zod;

/** What an action that reads outputs gives out. */
export const stackOutputs = {
  outputs: (z: Z) =>
    z.record(z.any()).describe('The outputs of the module that may be seen.'),
  secretOutputs: (z: Z) =>
    z
      .record(z.string())
      .describe(
        'For each sensitive output a reference to it, never its value: terraform:<stack>/<output>.',
      ),
};

/** Sorts the outputs of a stack: values of those that may be seen, references to the others. */
export function sortOutputs(
  stack: string,
  outputs: Record<string, { sensitive: boolean; value?: JsonValue }>,
): { outputs: JsonObject; secretOutputs: Record<string, string> } {
  const all = Object.entries(outputs);
  return {
    outputs: Object.fromEntries(
      all
        .filter(([, { sensitive }]) => !sensitive)
        .map(([name, { value }]) => [name, value ?? null]),
    ),
    secretOutputs: Object.fromEntries(
      all
        .filter(([, { sensitive }]) => sensitive)
        .map(([name]) => [name, `terraform:${stack}/${name}`]),
    ),
  };
}
