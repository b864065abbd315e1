import type { ErrorObject } from 'ajv/dist/2020.js';
import { isMap, isScalar, Scalar } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import { formatPath, pointerPath } from '../diagnostics/diagnostic';
import { quoted } from '../diagnostics/describeValue';
import { pairOf, renameKey } from '../load/nodes';
import type { Tree } from '../load/tree';
import { schemaErrors } from '../schema/checkSchema';
import { repairCpu, repairMemory } from '../schema/formatFix';
import type { ChangeLog } from './change';

const MOST_PASSES = 3;

/**
 * Repairs single values that break the schema and can only mean one thing: a
 * number where text is meant, a unit in another spelling, a key in another
 * case.
 */
export function repairValues(tree: Tree, log: ChangeLog): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    tree.forgetPlaces();
    const value = tree.value();
    const repaired = schemaErrors(value).filter(error =>
      repair(tree, error, pointerPath(error.instancePath, value), log),
    );
    if (!repaired.length) return;
  }
}

function repair(
  tree: Tree,
  error: ErrorObject,
  path: PathSegment[],
  log: ChangeLog,
): boolean {
  if (error.propertyName !== undefined) return false;
  if (error.keyword === 'additionalProperties') {
    return respellKey(tree, error, path, log);
  }
  const { value: node } = tree.locate(path);
  // A value that an earlier error of this pass repaired is read again next pass.
  if (!isScalar(node) || node.value !== error.data) return false;
  const written = repairedScalar(node, error, path);
  if (written === undefined) return false;
  log.changed({
    code: `repair/${error.keyword === 'type' ? 'type' : 'format'}`,
    message: `${formatPath(path)} is ${wordFor(
      node,
      path,
    )}, which Score does not take`,
    fix: `write ${quoted(written, path)}`,
    path,
    node,
    shown: node.value,
  });
  rewrite(node, written);
  return true;
}

function wordFor(node: Scalar, path: PathSegment[]): string {
  const { value } = node;
  const shown = quoted(value, path);
  if (typeof value === 'string') return shown;
  return `the ${typeof value === 'boolean' ? 'value' : 'number'} ${shown}`;
}

function rewrite(node: Scalar, written: string | number | boolean): void {
  node.value = written;
  node.source = String(written);
  node.type = typeof written === 'string' ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
  delete node.format;
  delete node.tag;
}

function repairedScalar(
  node: Scalar,
  error: ErrorObject,
  path: PathSegment[],
): string | number | boolean | undefined {
  const field = path[path.length - 1];
  const { value } = node;
  if (error.keyword === 'type') return retyped(node, error.params.type, field);
  if (typeof value !== 'string') return undefined;
  if (error.keyword === 'enum') {
    const allowed = error.params.allowedValues as string[];
    return allowed.find(one => one.toLowerCase() === value.toLowerCase());
  }
  if (error.keyword !== 'pattern') return undefined;
  if (field === 'memory') return repairMemory(value);
  if (field === 'cpu') return repairCpu(value);
  if (field === 'mode') return octalMode(value);
  return path.length === 1 && value === 'score.sh/v1b1'
    ? 'score.dev/v1b1'
    : undefined;
}

function retyped(
  node: Scalar,
  wanted: unknown,
  field: PathSegment,
): string | number | boolean | undefined {
  const { value } = node;
  if (wanted === 'string') {
    if (typeof value !== 'number' && typeof value !== 'boolean')
      return undefined;
    const text = node.source ?? String(value);
    return field === 'mode' ? octalMode(text) : text;
  }
  if (typeof value !== 'string') return undefined;
  if (wanted === 'integer') {
    return /^[1-9]\d{0,4}$/.test(value) ? Number(value) : undefined;
  }
  if (wanted === 'boolean') {
    return { true: true, false: false }[value];
  }
  return undefined;
}

/** Octal as the file writes it; `420` could be decimal, so it stays. */
function octalMode(text: string): string | undefined {
  const match = /^0o?([0-7]{3})$/.exec(text);
  return match ? `0${match[1]}` : undefined;
}

function respellKey(
  tree: Tree,
  error: ErrorObject,
  path: PathSegment[],
  log: ChangeLog,
): boolean {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const meant = known.find(one => plain(one) === plain(key));
  if (!meant) return false;
  const { value: parent } = tree.locate(path);
  const pair = pairOf(parent, key);
  if (!isMap(parent) || !pair || pairOf(parent, meant)) return false;
  log.changed({
    code: 'repair/key',
    message: `${key} is not known in ${formatPath(path) || 'the file'}`,
    fix: `write ${meant}`,
    path: [...path, key],
    node: pair.key,
  });
  renameKey(pair, meant);
  return true;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, '');
}
