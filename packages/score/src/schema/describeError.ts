import type { ErrorObject } from 'ajv/dist/2020.js';
import type { PathSegment } from '../diagnostics/diagnostic';
import { formatPath, pointerPath } from '../diagnostics/diagnostic';
import { quoted } from '../diagnostics/describeValue';
import { suggest } from '../diagnostics/suggest';
import type { Finding } from '../load/tree';
import { fixForFormat, nameLike } from './formatFix';

type SchemaFinding = Omit<Finding, 'severity'>;

/** Keys that people bring from other formats, and where Score has them. */
const ELSEWHERE: Record<string, string> = {
  env: 'variables',
  environment: 'variables',
  entrypoint: 'command',
  cmd: 'command',
  dependsOn: 'before, at the container that is waited for',
  depends_on: 'before, at the container that is waited for',
  ports: 'service.ports, at the top of the file',
  labels: 'annotations',
  properties: 'params',
  cpu: 'limits or requests',
  memory: 'limits or requests',
};

const KIND_WORDS: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'empty',
};

/**
 * Turns what ajv found into findings, one for each thing wrong, in words that
 * name the value and the way out.
 */
export function describeErrors(
  errors: ErrorObject[],
  root: unknown,
): Finding[] {
  const found = new Map<string, SchemaFinding>();
  for (const error of errors) {
    if (error.propertyName !== undefined || error.keyword === 'if') continue;
    if (isShadowed(error, errors)) continue;
    const path = pointerPath(error.instancePath, root);
    const finding = describe(error, path);
    const key = JSON.stringify([finding.path, finding.code, finding.at]);
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()].map(finding => ({
    severity: 'error',
    ...finding,
  }));
}

/** Length errors beside a pattern error on the same value say nothing new. */
function isShadowed(error: ErrorObject, all: ErrorObject[]): boolean {
  const isLength = /^(min|max)Length$/.test(error.keyword);
  const below = /^(oneOf|anyOf)$/.test(error.keyword)
    ? undefined
    : error.schemaPath.match(/\/(oneOf|anyOf)\/\d+\//);
  if (below) return true;
  return (
    isLength &&
    all.some(
      other =>
        other.keyword === 'pattern' &&
        other.instancePath === error.instancePath &&
        other.propertyName === error.propertyName,
    )
  );
}

function describe(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, path);
    case 'required':
      return missingKey(error, path);
    case 'type':
      return wrongKind(error, path);
    case 'propertyNames':
      return badName(error, path);
    case 'enum':
      return notAllowed(error, path);
    case 'oneOf':
      return contentChoice(error, path);
    case 'anyOf':
      return emptyProbe(path);
    case 'not':
      return targetInMap(path);
    default:
      return wrongFormat(error, path);
  }
}

function unknownKey(error: ErrorObject, parent: PathSegment[]): SchemaFinding {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const meant = suggest(key, known);
  const elsewhere = Object.hasOwn(ELSEWHERE, key) ? ELSEWHERE[key] : undefined;
  const place = parent.length ? formatPath(parent) : 'the top of the file';
  let fix = `known here: ${known.join(', ')}`;
  if (elsewhere) fix = `Score calls it ${elsewhere}`;
  else if (meant) fix = `did you mean ${meant}?`;
  return {
    code: 'schema/unknown-key',
    message: `${key} is not known in ${place}`,
    path: [...parent, key],
    at: 'key',
    fix: { text: fix, automatic: false },
  };
}

function missingKey(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  const key = String(error.params.missingProperty);
  const described = error.parentSchema?.properties?.[key]?.description;
  return {
    code: 'schema/missing',
    message: `${key} is missing in ${formatPath(path) || 'the file'}`,
    path,
    at: 'key',
    lacks: [...path, key],
    value: undefined,
    fix: {
      text: described ? `add ${key}: ${described}` : `add ${key}`,
      automatic: false,
    },
  };
}

function wrongKind(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  const expected = [error.params.type].flat() as string[];
  const words = expected.map(kind => KIND_WORDS[kind]).join(' or ');
  return {
    code: 'schema/type',
    message: `${formatPath(path) || 'the file'} is ${kindOf(
      error.data,
    )}; Score takes ${words}`,
    path,
    fix: { text: kindFix(error.data, expected, words, path), automatic: false },
  };
}

function kindFix(
  data: unknown,
  expected: string[],
  words: string,
  path: PathSegment[],
): string {
  if (data === null) return `give it ${words}, or remove the key`;
  const scalar = typeof data === 'number' || typeof data === 'boolean';
  if (scalar && expected.includes('string')) {
    return `write it in quotes: ${quoted(String(data), path)}`;
  }
  return `write ${words}`;
}

function kindOf(data: unknown): string {
  if (data === null) return 'empty';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a map';
  if (typeof data === 'string') return 'text';
  return typeof data === 'boolean' ? 'true or false' : 'a number';
}

function badName(error: ErrorObject, parent: PathSegment[]): SchemaFinding {
  const key = String(error.params.propertyName);
  const rule = error.parentSchema?.propertyNames?.description;
  const meant = nameLike(key);
  return {
    code: 'schema/name',
    message: `${JSON.stringify(key)} is not a name that ${
      formatPath(parent) || 'the file'
    } takes`,
    path: [...parent, key],
    at: 'key',
    value: key,
    fix: {
      text:
        [meant && `did you mean ${meant}?`, rule].filter(Boolean).join(' ') ||
        'use another name',
      automatic: false,
    },
  };
}

function notAllowed(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  const allowed = error.params.allowedValues as string[];
  const meant = suggest(String(error.data), allowed);
  return {
    code: 'schema/choice',
    message: `${formatPath(path)} is ${quoted(
      error.data,
      path,
    )}; Score takes ${allowed.join(', ')}`,
    path,
    fix: {
      text: meant
        ? `did you mean ${meant}?`
        : `choose one: ${allowed.join(', ')}`,
      automatic: false,
    },
  };
}

function contentChoice(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  const ways = ['content', 'binaryContent', 'source'];
  const given = ways.filter(
    way => error.data && Object.hasOwn(error.data as object, way),
  );
  return {
    code: 'schema/file-content',
    message: given.length
      ? `${formatPath(path)} has ${given.join(
          ' and ',
        )}; a file takes one of them`
      : `${formatPath(path)} does not say what is in the file`,
    path,
    at: 'key',
    ...(given.length ? {} : { lacks: path }),
    value: undefined,
    fix: {
      text: given.length
        ? `keep one of ${given.join(', ')}`
        : `add one of ${ways.join(', ')}`,
      automatic: false,
    },
  };
}

function emptyProbe(path: PathSegment[]): SchemaFinding {
  return {
    code: 'schema/empty-probe',
    message: `${formatPath(path)} checks nothing`,
    path,
    at: 'key',
    lacks: path,
    value: undefined,
    fix: { text: 'add exec or httpGet, or remove the probe', automatic: false },
  };
}

function targetInMap(path: PathSegment[]): SchemaFinding {
  return {
    code: 'schema/target-in-map',
    message: `${formatPath(path)} has a target; in a map the key is the target`,
    path: [...path, 'target'],
    at: 'key',
    fix: { text: 'remove target', automatic: false },
  };
}

function wrongFormat(error: ErrorObject, path: PathSegment[]): SchemaFinding {
  const field = path[path.length - 1];
  const described = error.parentSchema?.description;
  const { text, problem } = fixForFormat(String(field), error);
  return {
    code: 'schema/format',
    message: `${formatPath(path) || 'the file'} ${problem}`,
    path,
    ...(error.keyword === 'minProperties' ? { lacks: path } : {}),
    fix: {
      text: text ?? described ?? 'see the Score reference',
      automatic: false,
    },
  };
}
