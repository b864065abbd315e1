import { createHash } from 'node:crypto';

/**
 * A short name for these inputs, so that a checkpoint or a sync of one iteration of a step is not
 * taken for that of another.
 */
export function digest(input: object): string {
  const sorted = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(sorted))
    .digest('hex')
    .slice(0, 16);
}
