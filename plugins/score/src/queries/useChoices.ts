import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { keys } from './keys';

const OWNED_BY = 'relations.ownedBy';

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
      return {
        owners: facets[OWNED_BY].map(({ value }) => value).sort(),
        environments: items.map(({ metadata }) => ({
          value: metadata.name,
          words: metadata.title ?? metadata.name,
        })),
      };
    },
  });
  return data ?? { owners: [], environments: [] };
}
