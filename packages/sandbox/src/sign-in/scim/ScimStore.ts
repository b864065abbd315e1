import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyedLock, readJson, writeJson } from '@towpath/sandbox-kit';

/** What SCIM was told about somebody or a group, without what the server itself gives. */
export type Attributes = Record<string, unknown>;

export interface ScimRecord {
  id: string;
  /** Name in the catalog: of a person that one signs in with, of a group that entities name. Never changes. */
  name: string;
  /** ISO 8601 */
  created: string;
  lastModified: string;
  attributes: Attributes;
}

export interface PersonRecord extends ScimRecord {
  /** Ids of groups, those of the repository among them. */
  groups: string[];
}

export interface ScimDocument {
  people: PersonRecord[];
  groups: ScimRecord[];
}

/**
 * The people and groups that SCIM made, in one file that only its owner may read.
 *
 * A change is on the disk before anybody sees it, and changes are made one after the other.
 */
export class ScimStore {
  readonly #file: string;
  readonly #lock = new KeyedLock();
  #document: ScimDocument;

  private constructor(file: string, document: ScimDocument) {
    this.#file = file;
    this.#document = document;
  }

  /** @throws Error that names the file when it cannot be read: nobody is forgotten by a damaged file */
  static async open(file: string): Promise<ScimStore> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const document = await readJson<ScimDocument | undefined>(file, undefined);
    if (document) await chmod(file, 0o600);
    return new ScimStore(file, document ?? { people: [], groups: [] });
  }

  /** What there is now; never changed in place. */
  get document(): Readonly<ScimDocument> {
    return this.#document;
  }

  /**
   * Makes one change, alone.
   *
   * @param change - works on a copy, and may throw, which leaves all as it was
   */
  change<T>(change: (draft: ScimDocument) => Promise<T> | T): Promise<T> {
    return this.#lock.run('document', async () => {
      const draft = structuredClone(this.#document);
      const result = await change(draft);
      await writeJson(this.#file, draft);
      this.#document = draft;
      return result;
    });
  }
}
