import { createHash } from 'node:crypto';
import type { Attributes } from './ScimStore.ts';

/** A resource as SCIM shows it, without where it is. */
export interface ScimResource extends Attributes {
  id: string;
  meta: { created?: string; lastModified?: string; version: string };
}

/** One kind of resource: how it is found, made and changed. Whatever refuses does so with a `refuse` of SCIM. */
export interface ScimKind {
  /** In a stable order: those of the repository first, then as they were made. */
  list(): ScimResource[];
  create(given: Attributes): Promise<ScimResource>;
  /**
   * @param next - what it is to be, worked out while nobody else changes anything; may throw
   */
  update(
    id: string,
    next: (current: ScimResource) => Promise<Attributes>,
  ): Promise<ScimResource>;
  /** @param check - throws when it must not go */
  remove(id: string, check: (current: ScimResource) => void): Promise<void>;
}

/** The attributes as a resource, whose version is made of what they say. */
export function toResource(
  id: string,
  attributes: Attributes,
  times: { created?: string; lastModified?: string } = {},
): ScimResource {
  const said = Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined),
  );
  const digest = createHash('sha256').update(JSON.stringify([id, said]));
  const version = `W/"${digest.digest('hex').slice(0, 32)}"`;
  return { ...said, id, meta: { ...times, version } };
}

/** What a resource says of itself, without what the server gives it. */
export function givenBy(
  resource: Attributes,
  ...notTheirs: string[]
): Attributes {
  const left = ['id', 'meta', 'schemas', 'password', ...notTheirs];
  return Object.fromEntries(
    Object.entries(resource).filter(
      ([name, value]) => !left.includes(name) && value !== undefined,
    ),
  );
}
