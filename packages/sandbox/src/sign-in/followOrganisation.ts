import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrganisation } from './people.ts';
import type { Log, Organisation } from './types.ts';

/**
 * People and groups of the organisation's files at the moment of asking. Files are read again once one has changed; while
 * one is broken the answer is as before, so that nobody is signed out by a typing error.
 *
 * @returns what answers with the same object for as long as no file changes
 * @throws Error of `loadOrganisation` when a file is broken from the start
 */
export function followOrganisation(
  orgDir: string,
  log: Log,
): () => Organisation {
  let state = stateOf(orgDir);
  let last = loadOrganisation(orgDir);
  let isNow = false;
  return () => {
    // A page asks for each of many people, all at the same moment.
    if (isNow) return last;
    isNow = true;
    setImmediate(() => {
      isNow = false;
    });
    // Before they are read: what changes in between is seen with the next question.
    const now = stateOf(orgDir);
    if (now === state) return last;
    state = now;
    try {
      last = loadOrganisation(orgDir);
    } catch (error) {
      log(`Sign-in keeps to the people it knew: ${(error as Error).message}`);
    }
    return last;
  };
}

function stateOf(orgDir: string): string {
  const names = readdirSync(orgDir).sort();
  return names
    .map(name => {
      const found = statSync(join(orgDir, name), {
        bigint: true,
        throwIfNoEntry: false,
      });
      return `${name} ${found?.ino} ${found?.size} ${found?.mtimeNs}`;
    })
    .join('\n');
}
