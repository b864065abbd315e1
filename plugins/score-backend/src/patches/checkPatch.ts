import { isMap } from '@towpath/resource-definitions';
import { formatPath, type PathSegment } from '@towpath/score';
import {
  DIRECTIVE,
  type FieldType,
  type KubernetesTypes,
} from './KubernetesTypes';
import type { PatchDefinition, PatchOperation } from './model';
import { formatSteps, pointerKeys, valueAt } from './paths';
import { IDENTITY, isKeptLabel } from './whyMayNot';

/** Something wrong with a patch, and where in its document. */
export interface PatchProblem {
  path: PathSegment[];
  at: 'key' | 'value';
  /** A clause without its full stop. */
  message: string;
}

const NO_PATCH =
  'is no patch’s to change: what an object is called, where it is and whose it is stays';

/** What is wrong with a patch whatever it is applied to: fields that its kinds do not have, and what no patch may do. */
export function checkPatch(
  definition: PatchDefinition,
  types: KubernetesTypes,
): PatchProblem[] {
  const { objects, set, operations } = definition;
  if (!set && !operations) {
    const message = 'it changes nothing; write set, or operations';
    return [{ path: [], at: 'value', message }];
  }
  const kinds = [objects.kind].flat();
  const found = [
    ...kinds.flatMap((kind, at) => checkKind(definition, { kind, at }, types)),
    ...kinds.flatMap(kind => {
      const type = types.typeOf({ ...objects, kind });
      return type ? checkChanges(definition, type, types) : [];
    }),
    ...checkRefused(definition, kinds),
  ];
  return [...new Map(found.map(one => [keyOf(one), one])).values()];
}

function keyOf({ path, message }: PatchProblem): string {
  return JSON.stringify([path, message]);
}

function checkKind(
  { objects }: PatchDefinition,
  { kind, at }: { kind: string; at: number },
  types: KubernetesTypes,
): PatchProblem[] {
  const { apiVersion } = objects;
  if (types.typeOf({ apiVersion, kind })) return [];
  const meant = types.meantBy({ apiVersion, kind });
  if (!meant) return [];
  const path = [
    'objects',
    'kind',
    ...(Array.isArray(objects.kind) ? [at] : []),
  ];
  const message = `is ${apiVersion} ${kind}, which Kubernetes does not have; did you mean ${meant}?`;
  return [{ path, at: 'value', message }];
}

function checkChanges(
  { set, operations = [] }: PatchDefinition,
  type: FieldType,
  types: KubernetesTypes,
): PatchProblem[] {
  return [
    ...(set ? types.checkPart(type, set) : []).map(problem => ({
      ...problem,
      path: ['set', ...problem.path],
    })),
    ...operations.flatMap((operation, at) =>
      checkOperation(operation, at, type, types),
    ),
  ];
}

function checkOperation(
  operation: PatchOperation,
  at: number,
  type: FieldType,
  types: KubernetesTypes,
): PatchProblem[] {
  const path = ['operations', at];
  const fields = 'from' in operation ? ['from', 'path'] : ['path'];
  const nowhere = fields.flatMap(field => {
    const keys = pointerKeys(String(valueAt(operation, [field])));
    const { unknown } = types.find(type, keys);
    if (!unknown) return [];
    const to = formatPath(keys.slice(0, unknown.at + 1));
    const message = `leads to ${to}: ${keys[unknown.at]} ${unknown.message}`;
    return [{ path: [...path, field], at: 'value' as const, message }];
  });
  if (nowhere.length > 0 || !('value' in operation)) return nowhere;
  const found = types.find(type, pointerKeys(operation.path));
  const problems = found.type
    ? types.checkValue(found.type, operation.value)
    : [];
  return problems.map(problem => ({
    ...problem,
    path: [...path, 'value', ...problem.path],
  }));
}

/** What no patch may do, as far as that can be seen before it is applied. */
function checkRefused(
  { set, operations = [] }: PatchDefinition,
  kinds: string[],
): PatchProblem[] {
  const refused = (path: PathSegment[], what: string, why = NO_PATCH) => ({
    ...{ path, at: 'key' as const },
    message: `${what} ${why}`,
  });
  const secret =
    'would be a secret that everybody who reads the repository could read; name it under settings.secretOutputs of a resource definition';
  const isSecret = kinds.includes('Secret');
  return [
    ...IDENTITY.filter(path => valueAt(set, path) !== undefined).map(path =>
      refused(['set', ...path], path.join('.')),
    ),
    ...directives(set).map(path => ({
      ...{ path: ['set', ...path], at: 'key' as const },
      message: `is not known here; ${DIRECTIVE}: delete takes an item out of a list, and null a field away`,
    })),
    ...keptLabels(set).map(path => refused(['set', ...path], formatPath(path))),
    ...['data', 'stringData']
      .filter(field => isSecret && valueAt(set, [field]) !== undefined)
      .map(field => refused(['set', field], field, secret)),
    ...operations.flatMap((operation, at) =>
      operation.op !== 'test' && isRefusedAt(pointerKeys(operation.path))
        ? [refused(['operations', at, 'path'], operation.path)]
        : [],
    ),
  ];
}

function isRefusedAt(keys: string[]): boolean {
  const isIdentity = IDENTITY.some(
    path => formatSteps(path) === formatSteps(keys),
  );
  const isLabel = ['labels', 'annotations'].includes(keys.at(-2) ?? '');
  return isIdentity || (isLabel && isKeptLabel(keys.at(-1) ?? ''));
}

/** Of Kubernetes' ways to say how something is merged, all but one. */
function directives(value: unknown, path: PathSegment[] = []): PathSegment[][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => directives(item, [...path, at]));
  }
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const isItem = typeof path.at(-1) === 'number';
    const isKnown = key === DIRECTIVE && below === 'delete' && isItem;
    const here = [...path, key];
    return key.startsWith('$') && !isKnown ? [here] : directives(below, here);
  });
}

function keptLabels(value: unknown, path: string[] = []): string[][] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, key];
    const isTexts = key === 'labels' || key === 'annotations';
    if (path.at(-1) === 'metadata' && isTexts && isMap(below)) {
      return Object.keys(below)
        .filter(isKeptLabel)
        .map(name => [...here, name]);
    }
    return keptLabels(below, here);
  });
}
