import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useQuery } from '@tanstack/react-query';

const FACET = 'relations.ownedBy';

/** Everyone who owns a component, as references for a filter to choose from; nobody until that is known. */
export function useOwners() {
  const catalogApi = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['environment', 'owners'],
    queryFn: async () => {
      const { facets } = await catalogApi.getEntityFacets({
        filter: { kind: 'component' },
        facets: [FACET],
      });
      return facets[FACET].map(({ value }) => value).sort();
    },
  });
  return data ?? [];
}

/** What people call an owner: a group by its name, a user with its kind. */
export function titleOfOwner(ref: string): string {
  return humanizeEntityRef(parseEntityRef(ref), { defaultKind: 'group' });
}
