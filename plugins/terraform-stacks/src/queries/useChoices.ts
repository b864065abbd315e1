import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useLastingError } from '@towpath/ui';
import { keys } from './keys';

/** What filters and forms choose from; empty lists until they are known, or why they are not. */
export function useChoices() {
  const catalog = useApi(catalogApiRef);
  const asked = useQuery({
    queryKey: keys.choices,
    queryFn: async () => {
      const { items } = await catalog.getEntities({
        filter: { kind: ['group', 'environment'] },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
      });
      const named = (kind: string) =>
        items
          .filter(entity => entity.kind.toLowerCase() === kind)
          .map(({ metadata: { name, namespace = 'default', title } }) => ({
            ref: `${kind}:${namespace}/${name}`,
            name,
            words: title ?? name,
          }))
          .sort((a, b) => a.words.localeCompare(b.words));
      return { owners: named('group'), environments: named('environment') };
    },
  });
  const { owners = [], environments = [] } = asked.data ?? {};
  return { owners, environments, ...useLastingError(asked) };
}
