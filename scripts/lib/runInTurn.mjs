import { spawnSync } from 'node:child_process';
import { inside } from './places.mjs';

/**
 * Runs scripts of this repository one after the other, up to the first that fails: its exit code is
 * ours.
 *
 * @param {(string[] | { in: string, step: string[] })[]} steps - of each the script, by its path from the root, and
 *   its arguments; the folder it runs in, where that is not the root
 */
export function runInTurn(steps) {
  for (const one of steps) {
    const { in: folder = '.', step } = Array.isArray(one) ? { step: one } : one;
    const [script, ...args] = step;
    const { status } = spawnSync(process.execPath, [inside(script), ...args], {
      cwd: inside(folder),
      stdio: 'inherit',
    });
    if (status !== 0) {
      process.exitCode = status ?? 1;
      return;
    }
  }
}
