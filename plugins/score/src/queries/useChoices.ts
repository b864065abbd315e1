import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { keys } from './keys';

const OWNED_BY = 'relations.ownedBy';

/** The title of who owns something; its name where it has none, or is not in the catalog. */
function wordsOf(ref: string, group: Entity | undefined): string {
  const { title, name } = group?.metadata ?? {};
  return (
    title ??
    name ??
    humanizeEntityRef(parseEntityRef(ref), { defaultKind: 'group' })
  );
}

/** What filters and forms choose from; empty lists until they are known. */
export function useChoices() {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: keys.choices,
    queryFn: async () => {
      const [{ facets }, { items }] = await Promise.all([
        catalog.getEntityFacets({
          filter: { kind: 'component' },
          facets: [OWNED_BY],
        }),
        catalog.getEntities({
          filter: { kind: 'environment' },
          fields: ['kind', 'metadata.name', 'metadata.title'],
        }),
      ]);
      const refs = facets[OWNED_BY].map(({ value }) => value);
      const groups = await catalog.getEntitiesByRefs({
        entityRefs: refs,
        fields: ['metadata.name', 'metadata.title'],
      });
      return {
        owners: refs
          .map((value, at) => ({
            value,
            words: wordsOf(value, groups.items[at]),
          }))
          .sort((a, b) => a.words.localeCompare(b.words)),
        environments: items.map(({ metadata }) => ({
          value: metadata.name,
          words: metadata.title ?? metadata.name,
        })),
      };
    },
  });
  return data ?? { owners: [], environments: [] };
}
