import {
  isSecretRef,
  isSecretText,
  pointerPath,
  refParts,
  tokens,
  type PathSegment,
} from '@towpath/score';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { compiledOf } from './compileDefinition';
import { describeErrors, type ValueProblem } from './describeErrors';
import { copyOf, isMap, valueAt } from './json';
import type { ResourceDefinition } from './types';

/** Params as the definition wants them, and what keeps them from being that. */
export interface CheckedParams {
  /** A copy, with the defaults of the schema. */
  params: Record<string, unknown>;
  /** Paths are inside the params. */
  problems: ValueProblem[];
}

/**
 * Checks params by the schema of a definition. A placeholder in Score always becomes text; where a number, true, false, a
 * map or a list is wanted and the whole of what was written is one placeholder, its text is read as that. A text that
 * somebody wrote stays a text.
 *
 * @param options.written - the params before placeholders were filled in. Without it the params are taken to be as
 * written themselves, and what depends on a placeholder is left to the check after it is filled in.
 * @param options.unknown - a text that stands where an output is not known yet; what depends on it is left as well.
 */
export function checkParams(
  definition: ResourceDefinition,
  params: Record<string, unknown>,
  {
    written,
    unknown,
  }: { written?: Record<string, unknown>; unknown?: string } = {},
): CheckedParams {
  const { checkParams: validate } = compiledOf(definition);
  const copy = copyOf(params);
  const errorsNow = () => (validate(copy) ? [] : [...(validate.errors ?? [])]);
  let errors = errorsNow();
  if (written && readPlaceholders(copy, written, errors)) {
    errors = errorsNow();
  }
  const isOpen = (text: string) =>
    written
      ? unknown !== undefined && text.includes(unknown)
      : hasPlaceholder(text);
  const certain = errors.filter(
    error => !isSecret(error.data) && !dependsOn(error, isOpen),
  );
  return { params: copy, problems: describeErrors(certain, copy) };
}

/** Gives texts that placeholders became the type that is wanted. Whether there was one. */
function readPlaceholders(
  params: Record<string, unknown>,
  written: Record<string, unknown>,
  errors: ErrorObject[],
): boolean {
  let isChanged = false;
  for (const error of errors) {
    const path = pointerPath(error.instancePath, params);
    if (error.keyword !== 'type' || !isPlaceholder(valueAt(written, path))) {
      continue;
    }
    const read = readAs(valueAt(params, path), error.params.type);
    if (read === undefined) continue;
    setAt(params, path, read);
    isChanged = true;
  }
  return isChanged;
}

function isPlaceholder(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  const [token, ...more] = tokens(text);
  return token !== undefined && 'ref' in token && more.length === 0;
}

/** The value that a text is JSON of, if it is of one of the types. */
function readAs(text: unknown, types: string | string[]): unknown {
  if (typeof text !== 'string' || text !== text.trim()) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return [types].flat().some(type => isOfType(value, type))
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    default:
      return value !== null && typeof value === type;
  }
}

function setAt(root: unknown, path: PathSegment[], value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1)) as Record<
    PathSegment,
    unknown
  >;
  parent[path[path.length - 1]] = value;
}

/** Keywords that say something about what is inside a map or list. */
const ABOUT_INSIDE =
  /^(anyOf|oneOf|not|if|const|enum|contains|uniqueItems|dependent\w+)$/;

/** Whether what is wrong could be mended by filling in a text that is still open. */
function dependsOn(
  { keyword, data }: ErrorObject,
  isOpen: (text: string) => boolean,
): boolean {
  if (typeof data === 'string') return isOpen(data);
  return ABOUT_INSIDE.test(keyword) && holds(data, isOpen);
}

function holds(value: unknown, isOpen: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isOpen(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(item => holds(item, isOpen));
}

function hasPlaceholder(text: string): boolean {
  return tokens(text).some(
    token =>
      'ref' in token &&
      ['resources', 'metadata'].includes(refParts(token.ref)[0]),
  );
}

/** A secret is a text that nobody here may read. */
function isSecret(value: unknown): boolean {
  return isSecretRef(value) || isSecretText(value);
}
