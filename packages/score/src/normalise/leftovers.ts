import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import { child, pairOf, pairs, takePair } from '../load/nodes';
import type { Tree } from '../load/tree';
import { mapUnder } from './change';
import type { ChangeLog } from './change';

interface Leftover {
  /** Where below `metadata.x-dialect` it goes. */
  keptAt: string[];
  /** Where it stood. */
  path: PathSegment[];
  log: ChangeLog;
}

/**
 * Moves an entry that Score has no place for to `metadata.x-dialect`, the one
 * part of the file that is free, so that nothing is lost. Nothing is rendered
 * from there.
 */
export function keepInMetadata(
  tree: Tree,
  from: YAMLMap,
  key: string,
  { keptAt, path, log }: Leftover,
): void {
  const pair = pairOf(from, key);
  if (!pair) return;
  const place = ['metadata', 'x-dialect', ...keptAt, key].join('.');
  const home = freePlace(tree, keptAt, key);
  if (!home) {
    log.refused({
      code: 'dialect/no-place',
      message: `${key} has no place in Score, and ${place} is not free to keep it`,
      fix: `remove ${key}`,
      path,
      node: pair.key,
    });
    return;
  }
  log.changed({
    code: 'dialect/no-place',
    message: `${key} has no place in Score, so nothing acts on it`,
    fix: `keep it as ${place}`,
    path,
    node: pair.key,
  });
  takePair(from, key);
  home.items.push(pair as never);
}

function freePlace(
  tree: Tree,
  keptAt: string[],
  key: string,
): YAMLMap | undefined {
  const metadata = child(tree.root, 'metadata');
  if (!isMap(metadata) || pairs(metadata).length === 0) return undefined;
  let home: YAMLMap | undefined = metadata;
  for (const segment of ['x-dialect', ...keptAt]) {
    home = home && mapUnder(home, segment);
  }
  return home && !pairOf(home, key) ? home : undefined;
}
