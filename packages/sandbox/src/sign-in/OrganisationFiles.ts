import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrganisation } from './people.ts';
import type { Organisation } from './types.ts';

/** Whether the disk failed; what is wrong in a file is no such error. */
const isUnread = (error: unknown) =>
  (error as NodeJS.ErrnoException).syscall !== undefined;

/** What the files said when they could be read last. */
export class OrganisationFiles {
  readonly #orgDir: string;
  #state: string;
  #organisation: Organisation;

  /** @throws Error of `loadOrganisation` when a file is broken from the start */
  constructor(orgDir: string) {
    this.#orgDir = orgDir;
    this.#state = stateOf(orgDir);
    this.#organisation = loadOrganisation(orgDir);
  }

  get organisation(): Organisation {
    return this.#organisation;
  }

  /** Reads what has changed. @returns what is in the way, or an empty text */
  follow(): string {
    try {
      // Before they are read: what changes in between is seen with the next question.
      const now = stateOf(this.#orgDir);
      if (now !== this.#state) this.#read(now);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  #read(now: string): void {
    try {
      this.#organisation = loadOrganisation(this.#orgDir);
    } catch (error) {
      // What is wrong in a file stays so until it changes; what could not be read is read with the next question.
      if (!isUnread(error)) this.#state = now;
      throw error;
    }
    this.#state = now;
  }
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
