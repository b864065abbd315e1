import { execFileSync } from 'node:child_process';

/**
 * The command line of a running process, or '' when there is none. A pid alone
 * says little: the system hands it to another program sooner or later.
 */
export function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
