import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { isGroupRef, nameOf, type Me } from './Me';

const fields = ['kind', 'metadata', 'spec.profile'];

/** Reads who is signed in, from the sign-in and from the catalog. */
export async function fetchMe(
  identityApi: IdentityApi,
  catalogApi: CatalogApi,
): Promise<Me> {
  const { userEntityRef: userRef, ownershipEntityRefs: ownershipRefs } =
    await identityApi.getBackstageIdentity();
  const groupRefs = ownershipRefs.filter(isGroupRef);
  const { items } = await catalogApi.getEntitiesByRefs({
    entityRefs: [userRef, ...groupRefs],
    fields,
  });
  const [user, ...groups] = items;
  return {
    userRef,
    ownershipRefs,
    displayName: user ? nameOf(user) : parseEntityRef(userRef).name,
    groups: groups.filter((group): group is Entity => group !== undefined),
  };
}
