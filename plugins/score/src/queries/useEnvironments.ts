import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useLastingError } from '@towpath/ui';
import { keys } from './keys';

/** Environments that filters and forms choose from; none until they are known, or why they are not. */
export function useEnvironments() {
  const catalog = useApi(catalogApiRef);
  const asked = useQuery({
    queryKey: keys.environments,
    queryFn: async () => {
      const { items } = await catalog.getEntities({
        filter: { kind: 'environment' },
        fields: ['kind', 'metadata.name', 'metadata.title'],
      });
      return items.map(({ metadata: { name, title } }) => ({
        value: name,
        words: title ?? name,
      }));
    },
  });
  return { environments: asked.data ?? [], ...useLastingError(asked) };
}
