import { isScalar, isSeq, Scalar } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import { pairOf, renameKey } from '../load/nodes';
import type { Tree } from '../load/tree';
import { containersOf, keepComments } from '../normalise/change';
import type { ChangeLog } from '../normalise/change';
import { listProblem, listToMap } from '../normalise/listToMap';

/**
 * Rewrites the deprecated forms that the reference upgrades too: `files` and
 * `volumes` as lists keyed by `target`, `content` as a list of lines,
 * `read_only`. A list that cannot be keyed is left as it is.
 */
export function upgrade(tree: Tree, log: ChangeLog): void {
  for (const { node, path } of containersOf(tree)) {
    upgradeList(node, 'files', path, log, joinContentLines);
    upgradeList(node, 'volumes', path, log, renameReadOnly);
  }
}

function upgradeList(
  container: YAMLMap,
  field: 'files' | 'volumes',
  parent: PathSegment[],
  log: ChangeLog,
  upgradeItem: (item: YAMLMap, path: PathSegment[], log: ChangeLog) => void,
): void {
  const pair = pairOf(container, field);
  const list = pair?.value;
  if (!pair || !isSeq(list) || listProblem(list, ['target'])) return;
  const path = [...parent, field];
  list.items.forEach((item, index) =>
    upgradeItem(item as YAMLMap, [...path, index], log),
  );
  pair.value = listToMap(list, ['target']);
  log.changed({
    code: `upgrade/${field}-list`,
    message: `${field} is a list, which is deprecated`,
    fix: `write ${field} as a map with the target path as key`,
    path,
    node: pair.key,
  });
}

/** `content` as a list of lines becomes one text. */
export function joinContentLines(
  file: YAMLMap,
  path: PathSegment[],
  log: ChangeLog,
): void {
  const pair = pairOf(file, 'content');
  const lines = pair?.value;
  if (!pair || !isSeq(lines) || !lines.items.every(item => isScalar(item))) {
    return;
  }
  const texts = (lines.items as Scalar[]).map(lineText);
  const joined = new Scalar(texts.join('\n'));
  joined.range = lines.range;
  keepComments(pair.key, lines, ...lines.items);
  pair.value = joined;
  log.changed({
    code: 'upgrade/content-list',
    message: 'content is a list of lines, which is deprecated',
    fix: 'write content as one text',
    path: [...path, 'content'],
    node: pair.key,
  });
}

/** A line as the reference prints it; its empty value reads `<nil>`. */
function lineText(line: Scalar): string {
  if (typeof line.value === 'string') return line.value;
  if (line.value === null || line.value === undefined) return '<nil>';
  return line.source ?? String(line.value);
}

/** `read_only` becomes `readOnly`. */
export function renameReadOnly(
  volume: YAMLMap,
  path: PathSegment[],
  log: ChangeLog,
): void {
  const pair = pairOf(volume, 'read_only');
  if (!pair || !isScalar(pair.value)) return;
  if (typeof pair.value.value !== 'boolean' || pairOf(volume, 'readOnly')) {
    return;
  }
  renameKey(pair, 'readOnly');
  log.changed({
    code: 'upgrade/read-only',
    message: 'read_only is the old name of readOnly',
    fix: 'write readOnly',
    path: [...path, 'read_only'],
    node: pair.key,
  });
}
