import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '@towpath/sandbox-kit';
import type { AdapterPayload } from 'oidc-provider';
import type { Log } from './types.ts';

/** Something the identity provider must remember: a session, a token, a grant. */
export interface Entry {
  model: string;
  id: string;
  payload: AdapterPayload;
  /** Milliseconds since the epoch; absent when it never expires. */
  expiresAt?: number;
}

/**
 * What the identity provider remembers, one file an entry, all of it in memory.
 *
 * A file is replaced whole or not at all, and changes reach the disk in the order they were made:
 * a token that was revoked does not come back after a crash.
 */
export class EntryStore {
  readonly #entries = new Map<string, Entry>();
  readonly #folder: string;
  readonly #now: () => number;
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /**
   * Opens the store, leaving out what has expired and what a killed process left half written.
   * @param now - milliseconds since the epoch
   */
  static async open(
    folder: string,
    log: Log,
    now: () => number = Date.now,
  ): Promise<EntryStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const store = new EntryStore(folder, now);
    for (const name of await readdir(folder)) {
      await store.#load(name, log);
    }
    await store.sweep();
    return store;
  }

  get(model: string, id: string): Entry | undefined {
    const entry = this.#entries.get(keyOf(model, id));
    return entry && this.#isAlive(entry) ? entry : undefined;
  }

  find(predicate: (entry: Entry) => boolean): Entry[] {
    return [...this.#entries.values()].filter(
      entry => this.#isAlive(entry) && predicate(entry),
    );
  }

  /** Remembers the entry; resolves when it is on the disk. */
  async put(entry: Entry): Promise<void> {
    const key = keyOf(entry.model, entry.id);
    const text = JSON.stringify(entry);
    this.#entries.set(key, entry);
    await this.#inOrder(() => replaceFile(this.#path(key), text));
  }

  /** Forgets the entry; resolves when it is gone from the disk. */
  async delete(model: string, id: string): Promise<void> {
    const key = keyOf(model, id);
    this.#entries.delete(key);
    await this.#inOrder(() => rm(this.#path(key), { force: true }));
  }

  /** Forgets everything that has expired. */
  async sweep(): Promise<void> {
    const expired = [...this.#entries.values()].filter(
      entry => !this.#isAlive(entry),
    );
    await Promise.all(expired.map(entry => this.delete(entry.model, entry.id)));
  }

  /** Resolves when every change made so far is on the disk. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  #isAlive(entry: Entry): boolean {
    return entry.expiresAt === undefined || entry.expiresAt > this.#now();
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.json`);
  }

  async #load(name: string, log: Log): Promise<void> {
    const file = join(this.#folder, name);
    if (!name.endsWith('.json')) {
      await rm(file, { force: true });
      return;
    }
    try {
      const entry = JSON.parse(await readFile(file, 'utf8')) as Entry;
      this.#entries.set(keyOf(entry.model, entry.id), entry);
    } catch (error) {
      log(`Sign-in leaves out ${file}, it cannot be read: ${error}`);
      await rm(file, { force: true });
    }
  }

  #inOrder(change: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(change);
    this.#tail = done.catch(() => {});
    return done;
  }
}

function keyOf(model: string, id: string): string {
  const digest = createHash('sha256').update(id).digest('hex');
  return `${model}-${digest}`;
}
