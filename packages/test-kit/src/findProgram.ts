import { execFileSync } from 'node:child_process';

/** The first of these programs on PATH that says which version it is by `version`; undefined when none does. */
export function findProgram(...names: string[]): string | undefined {
  return names.find(name => {
    try {
      execFileSync(name, ['version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}
