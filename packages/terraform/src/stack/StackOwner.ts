import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder, readJson, remove, writeJson } from '../files';

/** Whose a stack is. */
export interface OwnerRecord {
  /** As the caller names owners, such as `group:default/team-finance`. */
  owner: string;
  /** Who said so, in words for people. */
  by: string;
  /** Milliseconds since 1970. */
  since: number;
}

/** Remembers whose one stack is; the first who asks for a stack that is nobody's has it. */
export class StackOwner {
  readonly #folder: string;
  readonly #file: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = path.join(folder, 'owner.json');
  }

  find(): OwnerRecord | undefined {
    return readJson(this.#file);
  }

  /** Two who ask at once, in whichever process, get the same answer. */
  claim(record: OwnerRecord): OwnerRecord {
    makeFolder(this.#folder);
    const mine = `${this.#file}.${randomUUID()}.claim`;
    writeJson(mine, record);
    try {
      // Unlike a rename, a link leaves what is there.
      fs.linkSync(mine, this.#file);
      return record;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return this.find() ?? this.claim(record);
    } finally {
      remove(mine);
    }
  }

  replace(record: OwnerRecord): void {
    writeJson(this.#file, record);
  }

  release(): void {
    remove(this.#file);
  }
}
