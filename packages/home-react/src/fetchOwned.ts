import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** What someone owns, and what those things are related to. */
export interface Owned {
  entities: Entity[];
  /** By reference: the related entity, or undefined when there is none. */
  related: Map<string, Entity | undefined>;
}

const ownedFields = [
  'kind',
  'metadata',
  'relations',
  'status',
  'spec.type',
  'spec.lifecycle',
];
const relatedFields = ['kind', 'metadata', 'spec.lifecycle', 'spec.type'];

const relatedRefs = (entities: Entity[]): string[] => {
  const owned = new Set(entities.map(entity => stringifyEntityRef(entity)));
  const targets = entities.flatMap(entity =>
    (entity.relations ?? []).map(relation => relation.targetRef),
  );
  return [...new Set(targets)].filter(ref => !owned.has(ref));
};

/**
 * Reads all that the given references own. Rejects when the catalog does not
 * answer: owning nothing and not knowing are different things.
 *
 * @param ownershipRefs - the person and their groups; none owns nothing.
 */
export async function fetchOwned(
  catalogApi: CatalogApi,
  ownershipRefs: string[],
): Promise<Owned> {
  if (ownershipRefs.length === 0) {
    return { entities: [], related: new Map() };
  }
  const { items: entities } = await catalogApi.getEntities({
    filter: { 'relations.ownedBy': ownershipRefs },
    fields: ownedFields,
    order: { field: 'metadata.name', order: 'asc' },
  });
  const refs = relatedRefs(entities);
  const { items: found } = await catalogApi.getEntitiesByRefs({
    entityRefs: refs,
    fields: relatedFields,
  });
  const related = new Map<string, Entity | undefined>(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  refs.forEach((ref, index) => related.set(ref, found[index]));
  return { entities, related };
}
