import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { ownerWords } from './ownerWords';

const OWNED_BY = 'relations.ownedBy';

/** Who owns something, to choose from. */
export interface OwnerChoice {
  /** Entity reference. */
  value: string;
  /** Its title, or what people call it where it has none or is not in the catalog. */
  words: string;
}

/** Everyone who owns a component, by their words. */
export async function readOwners(
  catalog: Pick<CatalogApi, 'getEntityFacets' | 'getEntitiesByRefs'>,
): Promise<OwnerChoice[]> {
  const { facets } = await catalog.getEntityFacets({
    filter: { kind: 'component' },
    facets: [OWNED_BY],
  });
  const refs = facets[OWNED_BY].map(({ value }) => value);
  const { items } = await catalog.getEntitiesByRefs({
    entityRefs: refs,
    fields: ['metadata.name', 'metadata.title'],
  });
  return refs
    .map((value, at) => ({
      value,
      words: items[at]?.metadata.title ?? ownerWords(value),
    }))
    .sort((a, b) => a.words.localeCompare(b.words));
}
