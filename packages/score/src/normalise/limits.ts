import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import { keyText, pairOf, pairs, takePair } from '../load/nodes';
import type { NodePair } from '../load/nodes';
import type { Tree } from '../load/tree';
import { containersOf, keepComments, mapUnder } from './change';
import type { ChangeLog } from './change';

const FIELDS = ['limits', 'requests'] as const;

/**
 * `limits` and `requests` that stand at the top of the file, among the
 * resources, or right in a container move to the container's `resources`.
 */
export function normaliseLimits(tree: Tree, log: ChangeLog): void {
  for (const { node, path } of containersOf(tree)) {
    for (const field of FIELDS) {
      const pair = amountsPair(node, field);
      if (pair) moveInto(node, node, pair, [...path, field], log);
    }
  }
  if (!isMap(tree.root)) return;
  moveFromTop(tree, tree.root, [], log);
  const resources = pairOf(tree.root, 'resources');
  if (!resources || !isMap(resources.value)) return;
  const moved = moveFromTop(tree, resources.value, ['resources'], log);
  if (!resources.value.items.length && moved.length) {
    takePair(tree.root, 'resources');
    keepComments(moved[0].key, resources.key, resources.value);
  }
}

function moveFromTop(
  tree: Tree,
  from: YAMLMap,
  path: PathSegment[],
  log: ChangeLog,
): NodePair[] {
  const containers = containersOf(tree);
  const moved: NodePair[] = [];
  for (const field of FIELDS) {
    const pair = amountsPair(from, field);
    if (!pair) continue;
    if (containers.length === 1) {
      const home = containers[0].node;
      if (moveInto(from, home, pair, [...path, field], log)) moved.push(pair);
      continue;
    }
    log.refused({
      code: 'dialect/limits',
      message: `${field} stands outside of the containers; which of ${containers
        .map(({ name }) => name)
        .join(', ')} it is for cannot be told`,
      fix: `write it as resources.${field} of the container it is for`,
      path: [...path, field],
      node: pair.key,
    });
  }
  return moved;
}

/** An entry that holds amounts and nothing else, so no resource of that name. */
function amountsPair(map: YAMLMap, field: string): NodePair | undefined {
  const pair = pairOf(map, field);
  if (!pair || !isMap(pair.value) || !pair.value.items.length) return undefined;
  const amounts = pairs(pair.value).every(({ key }) =>
    ['cpu', 'memory'].includes(keyText(key)),
  );
  return amounts ? pair : undefined;
}

function moveInto(
  from: YAMLMap,
  container: YAMLMap,
  pair: NodePair,
  path: PathSegment[],
  log: ChangeLog,
): boolean {
  const field = keyText(pair.key);
  const home = mapUnder(container, 'resources');
  if (!home || pairOf(home, field)) {
    log.refused({
      code: 'dialect/limits',
      message: `${field} stands at the wrong level, and the container has resources.${field} too; which of them counts cannot be told`,
      fix: 'remove one of the two',
      path,
      node: pair.key,
    });
    return false;
  }
  log.changed({
    code: 'dialect/limits',
    message: `${field} stands at the wrong level; it belongs to a container`,
    fix: `write it as resources.${field} of the container`,
    path,
    node: pair.key,
  });
  takePair(from, field);
  home.items.push(pair as never);
  return true;
}
