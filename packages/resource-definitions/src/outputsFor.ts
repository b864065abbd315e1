import type { OutputDefinition, ResourceDefinition } from './types';

/** What a resource gives out: the outputs of its definition, with each of its params in the place of `*`. */
export function outputsFor(
  { outputs }: ResourceDefinition,
  params: Record<string, unknown> = {},
): Record<string, OutputDefinition> {
  const { '*': each, ...named } = outputs;
  if (!each) return named;
  const ofParams = Object.keys(params).map(name => [name, each]);
  return { ...Object.fromEntries(ofParams), ...named };
}
