import type { ErrorObject } from 'ajv/dist/2020.js';
import {
  describeValue,
  pointerPath,
  suggest,
  type PathSegment,
} from '@towpath/score';
import { kindOf } from './json';

/** Something wrong with a value, and where in it. */
export interface ValueProblem {
  path: PathSegment[];
  /** Point at the key rather than at the value. */
  at: 'key' | 'value';
  /** Without the path, and with what to write instead. */
  message: string;
}

const KIND_WORDS: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'nothing',
};

/** Keywords that only say that another one failed. */
const WRAPPERS = ['if', 'propertyNames', 'anyOf', 'oneOf', 'allOf'];

/** What ajv found, one problem for each thing wrong, in words that name the value and the way out. */
export function describeErrors(
  errors: ErrorObject[],
  root: unknown,
): ValueProblem[] {
  const found = new Map<string, ValueProblem>();
  for (const error of withoutWrappers(errors)) {
    const problem = describe(error, pointerPath(error.instancePath, root));
    const place = JSON.stringify(problem.path);
    if (!found.has(place)) found.set(place, problem);
  }
  return [...found.values()];
}

/** Without those whose reason stands beside them, at the same place or below it. */
function withoutWrappers(errors: ErrorObject[]): ErrorObject[] {
  return errors.filter(
    error =>
      !WRAPPERS.includes(error.keyword) ||
      !errors.some(
        other =>
          !WRAPPERS.includes(other.keyword) &&
          other.instancePath.startsWith(error.instancePath),
      ),
  );
}

function describe(error: ErrorObject, path: PathSegment[]): ValueProblem {
  if (error.propertyName !== undefined) {
    return key(path, error.propertyName, `is not a name here${wayOut(error)}`);
  }
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error, path);
    case 'required':
    case 'dependentRequired':
      return missing(error, path);
    case 'type':
      return value(path, wrongKind(error, path));
    case 'enum':
      return value(path, notAllowed(error, path));
    default:
      return value(path, `${shown(error, path)} ${wordsOf(error)}`);
  }
}

function unknownKey(error: ErrorObject, path: PathSegment[]): ValueProblem {
  const { additionalProperty, unevaluatedProperty } = error.params;
  const name = String(additionalProperty ?? unevaluatedProperty);
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const meant = suggest(name, known);
  const among = known.length ? `use ${known.join(', ')}` : 'remove it';
  return key(
    path,
    name,
    `is not known here; ${meant ? `did you mean ${meant}?` : among}`,
  );
}

function missing(error: ErrorObject, path: PathSegment[]): ValueProblem {
  const name = String(error.params.missingProperty);
  const described = error.parentSchema?.properties?.[name]?.description;
  return key(
    path,
    name,
    `is missing${typeof described === 'string' ? `; ${described}` : ''}`,
  );
}

function wrongKind(error: ErrorObject, path: PathSegment[]): string {
  const expected = [error.params.type].flat() as string[];
  const words = expected.map(kind => KIND_WORDS[kind] ?? kind).join(' or ');
  const isScalar = ['number', 'boolean'].includes(typeof error.data);
  const way =
    isScalar && expected.includes('string')
      ? `write it in quotes: ${describeValue(String(error.data), path)}`
      : `write ${words}`;
  return `is ${kindOf(error.data)}; ${way}`;
}

function notAllowed(error: ErrorObject, path: PathSegment[]): string {
  const allowed = (error.params.allowedValues as unknown[]).map(String);
  const meant = suggest(String(error.data), allowed);
  const known = `use ${allowed.join(', ')}`;
  return `${shown(error, path)} is not one of those known; ${
    meant ? `did you mean ${meant}?` : known
  }`;
}

/** What ajv says, and what the schema says to write, where it says that. */
function wordsOf(error: ErrorObject): string {
  return error.keyword === 'pattern' && error.parentSchema?.description
    ? `does not fit${wayOut(error)}`
    : `${error.message}${wayOut(error)}`;
}

function wayOut({ parentSchema }: ErrorObject): string {
  const described = parentSchema?.description;
  return typeof described === 'string' ? `; ${described}` : '';
}

function shown({ data }: ErrorObject, path: PathSegment[]): string {
  return `is ${describeValue(data, path) ?? 'a map'}, which`;
}

function key(
  parent: PathSegment[],
  name: string,
  message: string,
): ValueProblem {
  return { path: [...parent, name], at: 'key', message };
}

function value(path: PathSegment[], message: string): ValueProblem {
  return { path, at: 'value', message };
}
