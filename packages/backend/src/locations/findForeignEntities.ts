import type {
  AuthService,
  BackstageUserInfo,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { LocationSpec } from './LocationMakers';

/**
 * Refs of the entities that came in through a location and belong to somebody else: to another
 * person, or to a group that the person is not in.
 */
export async function findForeignEntities(
  { type, target }: LocationSpec,
  person: BackstageUserInfo,
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
): Promise<string[]> {
  const filter = {
    [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: `${type}:${target}`,
  };
  const fields = ['kind', 'metadata', 'relations'];
  const { items } = await catalog.getEntities(
    { filter, fields },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  return items
    .filter(entity => isForeign(entity, person))
    .map(entity => stringifyEntityRef(entity));
}

function isForeign(
  { relations = [] }: Entity,
  { ownershipEntityRefs }: BackstageUserInfo,
): boolean {
  return relations
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .some(({ targetRef }) => !ownershipEntityRefs.includes(targetRef));
}
