import type { Tree } from '../load/tree';
import type { ChangeLog } from './change';
import { normaliseFiles } from './files';
import { normaliseLimits } from './limits';
import { normaliseProbes } from './probes';
import { repairValues } from './repairs';
import { normaliseResources } from './resources';

/**
 * Rewrites what other dialects of Score write differently, and values that can
 * only mean one thing. Only for a tree that the schema refuses: each rule acts
 * on forms that are never valid.
 */
export function normalise(tree: Tree, log: ChangeLog): void {
  normaliseResources(tree, log);
  normaliseLimits(tree, log);
  normaliseFiles(tree, log);
  normaliseProbes(tree, log);
  repairValues(tree, log);
}
