import { isMap, isSeq } from 'yaml';
import { keyText, pairOf, pairs } from '../load/nodes';
import type { Tree } from '../load/tree';
import { joinContentLines, renameReadOnly } from '../upgrade/upgrade';
import { containersOf } from './change';
import type { ChangeLog } from './change';
import { listProblem, listToMap, usesField } from './listToMap';
import type { ListProblem } from './listToMap';

/** `files` as a list keyed by `path` becomes a map; so do its old fields. */
export function normaliseFiles(tree: Tree, log: ChangeLog): void {
  for (const { node, path } of containersOf(tree)) {
    for (const field of ['files', 'volumes'] as const) {
      const pair = pairOf(node, field);
      const here = [...path, field];
      if (!pair) continue;
      if (isSeq(pair.value)) {
        const fields = field === 'files' ? ['target', 'path'] : ['target'];
        const problem = listProblem(pair.value, fields);
        if (problem) {
          log.refused({
            ...listRefusal(field, problem),
            path: [...here, problem.index],
            node: pair.value.items[problem.index] ?? pair.key,
          });
          continue;
        }
        const dialect = field === 'files' && usesField(pair.value, 'path');
        pair.value = listToMap(pair.value, fields);
        log.changed({
          code: dialect ? 'dialect/files-list' : `upgrade/${field}-list`,
          message: dialect
            ? 'files is a list whose items have a path; Score takes a map'
            : `${field} is a list, which is deprecated`,
          fix: `write ${field} as a map with the target path as key`,
          path: here,
          node: pair.key,
        });
      }
      if (!isMap(pair.value)) continue;
      for (const { key, value } of pairs(pair.value)) {
        if (!isMap(value)) continue;
        const itemPath = [...here, keyText(key)];
        if (field === 'files') joinContentLines(value, itemPath, log);
        else renameReadOnly(value, itemPath, log);
      }
    }
  }
}

function listRefusal(field: string, problem: ListProblem) {
  switch (problem.kind) {
    case 'not-a-map':
      return {
        code: 'upgrade/not-a-map',
        message: `item ${problem.index} of ${field} is not a map, so it has no target path`,
        fix: `write ${field} as a map with the target path as key`,
      };
    case 'no-key':
      return {
        code: 'upgrade/missing-target',
        message: `item ${problem.index} of ${field} has no target, or one that is not text`,
        fix: 'add the target path',
      };
    default:
      return {
        code: 'upgrade/repeated-target',
        message: `${problem.key} is the target of two items of ${field}; which of them is meant cannot be told`,
        fix: 'remove one of the two',
      };
  }
}
