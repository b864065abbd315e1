import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JsonDocument } from '@towpath/sandbox-kit';

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

/** The people and groups that SCIM made. */
export type ScimStore = JsonDocument<ScimDocument>;

/** @throws Error that names the file when it cannot be read */
export async function openScimStore(file: string): Promise<ScimStore> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) await chmod(file, 0o600);
  const store = new JsonDocument<ScimDocument>(file, {
    people: [],
    groups: [],
  });
  await store.load();
  return store;
}
