import { isMap, isScalar, isSeq, Pair, Scalar } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import {
  keyNode,
  keyText,
  pairOf,
  pairs,
  renameKey,
  stringOf,
  takePair,
  valueOf,
} from '../load/nodes';
import type { NodePair } from '../load/nodes';
import type { Tree } from '../load/tree';
import { insertAfter, keepComments, mapUnder } from './change';
import type { ChangeLog } from './change';
import { listProblem, listToMap } from './listToMap';

const TYPE = /^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
const OUTPUT_KEYS = ['type', 'default', 'required', 'secret', 'description'];

/** `resources` as a list keyed by `name`, and the older fields of a resource. */
export function normaliseResources(tree: Tree, log: ChangeLog): void {
  const pair = pairOf(tree.root, 'resources');
  if (!pair) return;
  if (isSeq(pair.value)) keyByName(pair, log);
  if (!isMap(pair.value)) return;
  for (const { key, value } of pairs(pair.value)) {
    if (!isMap(value)) continue;
    const path = ['resources', keyText(key)];
    normaliseProperties(value, path, log);
    splitType(value, path, log);
  }
}

function keyByName(pair: NodePair, log: ChangeLog): void {
  const list = pair.value;
  if (!isSeq(list)) return;
  const problem = listProblem(list, ['name']);
  if (!problem) {
    pair.value = listToMap(list, ['name']);
    log.changed({
      code: 'dialect/resources-list',
      message: 'resources is a list; Score takes a map',
      fix: 'write resources as a map with the name as key',
      path: ['resources'],
      node: pair.key,
    });
    return;
  }
  log.refused({
    code: 'dialect/resources-list',
    message:
      problem.kind === 'repeated'
        ? `two resources are named ${problem.key}; placeholders cannot tell them apart`
        : `item ${problem.index} of resources has no name, so it cannot become an entry of a map`,
    fix: 'give each resource a name of its own',
    path: ['resources', problem.index],
    node: list.items[problem.index] ?? pair.key,
  });
}

function normaliseProperties(
  resource: YAMLMap,
  parent: PathSegment[],
  log: ChangeLog,
): void {
  const pair = pairOf(resource, 'properties');
  if (!pair) return;
  const path = [...parent, 'properties'];
  const value = valueOf(pair.value);
  if (value === null || isEmptyMap(value)) {
    dropEmpty(resource, pair, path, log);
  } else if (isMap(pair.value) && declaresOutputs(value)) {
    keepOutputs(resource, pair, path, log);
  } else if (isMap(pair.value) && pairOf(resource, 'params')) {
    log.refused({
      code: 'dialect/properties-and-params',
      message: `${parent.join(
        '.',
      )} has both properties and params; which of them counts cannot be told`,
      fix: 'move what is needed into params and remove properties',
      path,
      node: pair.key,
    });
  } else if (isMap(pair.value)) {
    renameKey(pair, 'params');
    log.changed({
      code: 'dialect/properties',
      message: 'properties is not known in a resource; Score takes params',
      fix: 'write params',
      path,
      node: pair.key,
    });
  }
}

function isEmptyMap(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0
  );
}

/**
 * Until 2023 `properties` declared what a resource gives out, each entry empty
 * or a map of `type`, `default`, `required`, `secret`, `description`.
 */
function declaresOutputs(value: unknown): boolean {
  return Object.values(value as Record<string, unknown>).every(
    entry =>
      entry === null ||
      (typeof entry === 'object' &&
        !Array.isArray(entry) &&
        Object.keys(entry).every(key => OUTPUT_KEYS.includes(key))),
  );
}

function dropEmpty(
  resource: YAMLMap,
  pair: NodePair,
  path: PathSegment[],
  log: ChangeLog,
): void {
  log.changed({
    code: 'dialect/empty-properties',
    message: 'properties is not known in a resource, and here it is empty',
    fix: 'remove properties',
    path,
    node: pair.key,
  });
  takePair(resource, 'properties');
  const first = pairs(resource)[0]?.key;
  if (first) keepComments(first, pair.key, pair.value);
}

function keepOutputs(
  resource: YAMLMap,
  pair: NodePair,
  path: PathSegment[],
  log: ChangeLog,
): void {
  const metadata = mapUnder(resource, 'metadata');
  const kept = metadata && mapUnder(metadata, 'x-dialect');
  if (!kept || pairOf(kept, 'properties')) {
    log.refused({
      code: 'dialect/old-outputs',
      message:
        'properties declares outputs, as it did until 2023, and there is no free place to keep it',
      fix: 'remove properties; the type of a resource says what it gives out',
      path,
      node: pair.key,
    });
    return;
  }
  log.changed({
    code: 'dialect/old-outputs',
    message:
      'properties declares what the resource gives out, as it did until 2023; its type says that today',
    fix: 'keep it as metadata.x-dialect.properties',
    path,
    node: pair.key,
  });
  takePair(resource, 'properties');
  kept.items.push(pair as never);
}

/** `type: env.config` is Score's own short form of type `env`, class `config`. */
function splitType(
  resource: YAMLMap,
  parent: PathSegment[],
  log: ChangeLog,
): void {
  const pair = pairOf(resource, 'type');
  const text = stringOf(pair?.value);
  const parts = text?.split('.') ?? [];
  if (!pair || parts.length !== 2 || !parts.every(part => TYPE.test(part))) {
    return;
  }
  const path = [...parent, 'type'];
  if (pairOf(resource, 'class')) {
    log.refused({
      code: 'dialect/type-class',
      message: `type ${text} has a dot, and class is given too; which class counts cannot be told`,
      fix: `write type: ${parts[0]} and one class`,
      path,
      node: pair.value,
      shown: text,
    });
    return;
  }
  log.changed({
    code: 'dialect/type-class',
    message: `type ${text} has a dot; Score writes type and class apart`,
    fix: `write type: ${parts[0]} and class: ${parts[1]}`,
    path,
    node: pair.value,
    shown: text,
  });
  setText(pair.value, parts[0]);
  insertAfter(
    resource,
    pair,
    new Pair(keyNode('class'), new Scalar(parts[1])) as unknown as NodePair,
  );
}

function setText(node: Node | null, text: string): void {
  if (!isScalar(node)) return;
  node.value = text;
  node.source = text;
}
