import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/** Who is signed in, and on whose behalf they own things. */
export interface Me {
  userRef: string;
  /** The user and every group in whose name they own things. */
  ownershipRefs: string[];
  displayName: string;
  /** Their groups, as the catalog knows them. */
  groups: Entity[];
}

/** The entity's title, display name or name, whichever it has first. */
export function nameOf(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? entity.metadata.title ?? entity.metadata.name;
}

/** Whether a reference is to a group. */
export const isGroupRef = (ref: string): boolean =>
  parseEntityRef(ref).kind.toLocaleLowerCase('en-US') === 'group';
