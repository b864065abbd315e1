import { spawnSync } from 'node:child_process';
import { inside, root } from './places.mjs';

/**
 * Runs scripts of this repository one after the other, up to the first that fails: its exit code is
 * ours.
 *
 * @param {string[][]} steps - of each the script, by its path from the root, and its arguments
 */
export function runInTurn(steps) {
  for (const [script, ...args] of steps) {
    const { status } = spawnSync(process.execPath, [inside(script), ...args], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) {
      process.exitCode = status ?? 1;
      return;
    }
  }
}
