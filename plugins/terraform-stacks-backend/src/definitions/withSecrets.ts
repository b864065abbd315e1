import type { DefinitionSecrets } from '../stacks/DefinitionStore';
import type { CheckedDefinition } from './DefinitionCheck';

/** Values of secrets from now on: what is not given stays, and what is null goes. */
export function withSecrets(
  { secrets }: DefinitionSecrets,
  given: Record<string, string | null>,
  { variables, inputs }: CheckedDefinition,
): Record<string, string> {
  const open = { ...variables, ...inputs };
  return Object.fromEntries(
    Object.entries({ ...secrets, ...given })
      // What is said openly now is secret no more.
      .filter(([name]) => !(name in open))
      .filter((one): one is [string, string] => one[1] !== null),
  );
}
