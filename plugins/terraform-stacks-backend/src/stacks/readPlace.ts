import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * What names the folder in which states are kept here, whatever machine it moves to. A backend that has
 * another folder does not take an empty one for an empty stack.
 *
 * @param stateDir made when it is not there
 */
export function readPlace(stateDir: string): string {
  const file = path.join(stateDir, '.place');
  fs.mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const draft = path.join(stateDir, `.place.${randomUUID()}`);
  fs.writeFileSync(draft, randomUUID(), { mode: 0o600, flush: true });
  try {
    // Unlike a rename, a link leaves what is there.
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft);
  }
  return fs.readFileSync(file, 'utf8').trim();
}
