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
