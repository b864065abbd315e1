import type { Tree } from '../load/tree';
import type { ChangeLog } from './change';
import { normaliseFiles } from './files';
import { normaliseLimits } from './limits';
import { normaliseProbes } from './probes';
import { repairValues } from './repairs';
import { normaliseResources } from './resources';

const RULES = [
  normaliseResources,
  normaliseLimits,
  normaliseFiles,
  normaliseProbes,
  repairValues,
];

/** A repaired value can make a list keyable; nothing needs more than that. */
const MOST_PASSES = 5;

/**
 * Rewrites what other dialects of Score write differently, and values that can
 * only mean one thing. Only for a tree that the schema refuses: each rule acts
 * on forms that are never valid.
 */
export function normalise(tree: Tree, log: ChangeLog): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const before = log.changes.length;
    // What an earlier pass refused may be clear now.
    log.refusals.length = 0;
    for (const rule of RULES) rule(tree, log);
    if (log.changes.length === before) return;
  }
}
