import { isPlainMap } from '../json';
import { setOwn } from '../load/nodes';
import { goJsonPieces } from './goJson';
import { isSecretRef, isSecretText } from './secretRef';
import type { Resolved, SecretRef } from './secretRef';
import { refParts, tokens } from './tokens';

/**
 * What a resource gives out, by key. A value is any JSON, a text that holds
 * secrets, or a secret by reference, the last also deep inside.
 *
 * @public
 */
export type Outputs = Record<string, unknown>;

/**
 * Thrown when a placeholder cannot be resolved. The message names it.
 *
 * @public
 */
export class PlaceholderError extends Error {
  /** What stands between `${` and `}`. */
  readonly ref: string;

  constructor(ref: string, problem: string) {
    super(`invalid ref '${ref}': ${problem}`);
    this.name = 'PlaceholderError';
    this.ref = ref;
  }
}

/**
 * Answers what follows `resources.NAME.` in a placeholder.
 *
 * @throws Error with the problem as its message.
 *
 * @public
 */
export type OutputLookup = (keys: string[]) => unknown;

/**
 * What placeholders of one workload may refer to.
 *
 * @public
 */
export interface PlaceholderScope {
  metadata: Record<string, unknown>;
  /** By resource name. */
  resources: ReadonlyMap<string, OutputLookup>;
}

/**
 * Looks keys up in nested maps.
 *
 * @throws Error when a key is missing or leads into something else than a map.
 *
 * @public
 */
export function lookup(value: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>((at, key) => {
    if (!isPlainMap(at) || isSecretRef(at)) {
      throw new Error(`cannot lookup key '${key}', context is not a map`);
    }
    if (!Object.hasOwn(at, key)) throw new Error(`key '${key}' not found`);
    return at[key];
  }, value);
}

/**
 * The lookup of a resource whose outputs are known.
 *
 * @public
 */
export function outputLookup(outputs: Outputs): OutputLookup {
  return keys => {
    if (!keys.length) throw new Error('at least one lookup key is required');
    return lookup(outputs, keys);
  };
}

/**
 * The value that a reference stands for.
 *
 * @throws PlaceholderError
 *
 * @public
 */
export function resolveRef(ref: string, scope: PlaceholderScope): unknown {
  const [root, ...keys] = refParts(ref);
  try {
    if (root === 'metadata') return written(resolveMetadata(keys, scope));
    if (root === 'resources') return written(resolveOutput(keys, scope));
  } catch (error) {
    throw new PlaceholderError(ref, (error as Error).message);
  }
  throw new PlaceholderError(
    ref,
    'unknown reference root, use $$ to escape the substitution',
  );
}

/** JSON has no word for `.inf` and `.nan`, and the reference fails on them. */
function written(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${value} cannot be written as JSON`);
  }
  return value;
}

function resolveMetadata(keys: string[], scope: PlaceholderScope): unknown {
  if (!keys.length) {
    throw new Error('requires at least a metadata key to lookup');
  }
  return lookup(scope.metadata, keys);
}

function resolveOutput(
  [name, ...keys]: string[],
  scope: PlaceholderScope,
): unknown {
  if (name === undefined) {
    throw new Error('requires at least a resource name to lookup');
  }
  const find = scope.resources.get(name);
  if (!find) throw new Error(`no known resource '${name}'`);
  return find(keys);
}

/**
 * Fills the placeholders of a text in. A value that is not text is written as
 * JSON; a secret stays a reference.
 *
 * @throws PlaceholderError for the first placeholder that cannot be resolved.
 *
 * @public
 */
export function substituteText(
  text: string,
  scope: PlaceholderScope,
): Resolved {
  const pieces: (string | SecretRef)[] = [];
  for (const token of tokens(text)) {
    const value = 'ref' in token ? resolveRef(token.ref, scope) : token.text;
    for (const piece of piecesOf(value)) append(pieces, piece);
  }
  if (pieces.every(piece => typeof piece === 'string')) return pieces.join('');
  if (pieces.length === 1) return pieces[0];
  return { secretText: pieces };
}

function append(pieces: (string | SecretRef)[], piece: string | SecretRef) {
  const last = pieces[pieces.length - 1];
  if (typeof piece === 'string' && typeof last === 'string') {
    pieces[pieces.length - 1] = last + piece;
  } else if (piece !== '') {
    pieces.push(piece);
  }
}

/** Text, or JSON in which each secret is a piece of its own. */
function piecesOf(value: unknown): (string | SecretRef)[] {
  if (typeof value === 'string' || isSecretRef(value)) return [value];
  if (isSecretText(value)) return value.secretText;
  return goJsonPieces<SecretRef>(value, inner =>
    isSecretRef(inner) ? ['"', inner, '"'] : undefined,
  );
}

/**
 * The same for every text inside a value; keys are left alone.
 *
 * @throws PlaceholderError
 *
 * @public
 */
export function substituteAll(
  value: unknown,
  scope: PlaceholderScope,
): unknown {
  if (typeof value === 'string') return substituteText(value, scope);
  if (Array.isArray(value))
    return value.map(item => substituteAll(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    setOwn(result, key, substituteAll(entry, scope));
  }
  return result;
}
