import { KeyedLock } from '../KeyedLock.ts';
import { readJson, writeJson } from './replaceFile.ts';

/**
 * One JSON document in one file that only its owner may read, all of it in memory. A change is on the disk before anybody
 * sees it, and changes are made one after the other.
 */
export class JsonDocument<T> {
  readonly #file: string;
  readonly #lock = new KeyedLock();
  #value: T;

  /** @param empty - what there is while there is no file */
  constructor(file: string, empty: T) {
    this.#file = file;
    this.#value = empty;
  }

  /** @throws Error that names the file when it cannot be read: nothing is forgotten because of a damaged file */
  async load(): Promise<void> {
    this.#value = await readJson(this.#file, this.#value);
  }

  /** What there is now; never changed in place. */
  get value(): Readonly<T> {
    return this.#value;
  }

  /**
   * Makes one change, alone.
   *
   * @param change - works on a copy, and may throw, which leaves all as it was
   */
  change<R>(change: (draft: T) => Promise<R> | R): Promise<R> {
    return this.#lock.run('', async () => {
      const draft = structuredClone(this.#value);
      const result = await change(draft);
      await writeJson(this.#file, draft);
      this.#value = draft;
      return result;
    });
  }
}
