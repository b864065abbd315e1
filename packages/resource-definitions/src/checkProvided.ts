import { suggest } from '@towpath/score';
import { isMap, kindOf } from './json';
import { outputsFor } from './outputsFor';
import type { OutputDefinition, ResourceDefinition } from './types';

/** What a driver gave out for a resource. */
export interface GivenOut {
  outputs: Record<string, unknown>;
  secrets?: Record<string, unknown>;
  /** Names of secrets that it gave out earlier, and that stay what they are. */
  kept?: Iterable<string>;
  /** Those that the driver was given; for a definition that gives out each of them. */
  params?: Record<string, unknown>;
}

const FITS: Record<OutputDefinition['type'], (value: unknown) => boolean> = {
  string: value => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isInteger,
  boolean: value => typeof value === 'boolean',
  object: isMap,
  any: () => true,
};

/**
 * Where what a driver gave out is not what the definition promises, one sentence each, naming both. A value is never
 * among the words, as a secret may be in the wrong place.
 */
export function checkProvided(
  definition: ResourceDefinition,
  { outputs, secrets = {}, kept = [], params }: GivenOut,
): string[] {
  const { name, driver } = definition;
  const promised = outputsFor(definition, params);
  const known = new Set(kept);
  return [
    ...Object.entries(promised).flatMap(([key, output]) =>
      output.secret
        ? checkSecret(key, outputs, secrets, known)
        : checkOutput(key, output, outputs, secrets),
    ),
    ...(definition.provisioner
      ? []
      : unknownNames(Object.keys(promised), outputs, secrets)),
  ].map(problem => `definition "${name}": its driver ${driver} ${problem}`);
}

function checkSecret(
  key: string,
  outputs: Record<string, unknown>,
  secrets: Record<string, unknown>,
  kept: ReadonlySet<string>,
): string[] {
  if (isGiven(outputs, key)) {
    return [`gave out ${key} in clear, and it is a secret`];
  }
  if (!isGiven(secrets, key)) {
    return kept.has(key) ? [] : [`did not give out the secret ${key}`];
  }
  return typeof secrets[key] === 'string'
    ? []
    : [`gave out the secret ${key} as ${kindOf(secrets[key])}, not as text`];
}

function checkOutput(
  key: string,
  { type }: OutputDefinition,
  outputs: Record<string, unknown>,
  secrets: Record<string, unknown>,
): string[] {
  if (!isGiven(outputs, key)) {
    // A provisioner promises no single one; one that gives nothing at all would leave its users without.
    if (type === 'any' && Object.keys(outputs).length > 0) return [];
    return isGiven(secrets, key)
      ? [`gave out ${key} as a secret, and it is none`]
      : [`did not give out ${key}`];
  }
  return FITS[type](outputs[key])
    ? []
    : [
        `gave out ${key} as ${kindOf(
          outputs[key],
        )}, and it is to be of type ${type}`,
      ];
}

function unknownNames(
  known: string[],
  outputs: Record<string, unknown>,
  secrets: Record<string, unknown>,
): string[] {
  const given = [...Object.keys(outputs), ...Object.keys(secrets)];
  return given
    .filter(key => !known.includes(key))
    .map(key => {
      const meant = suggest(key, known);
      const hint = meant ? `; did it mean ${meant}?` : '';
      return `gave out ${key}, which the definition does not have${hint}`;
    });
}

function isGiven(values: Record<string, unknown>, key: string): boolean {
  return (
    Object.hasOwn(values, key) &&
    values[key] !== undefined &&
    values[key] !== null
  );
}
