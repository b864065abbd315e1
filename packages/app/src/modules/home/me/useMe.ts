import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { fetchMe } from './fetchMe';

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

/** The signed-in person. */
export function useMe() {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  return useQuery<Me, Error>({
    queryKey: ['home', 'me'],
    queryFn: () => fetchMe(identityApi, catalogApi),
  });
}
