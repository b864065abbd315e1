import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useLastingError } from '../Answer/useLastingError';
import { readOwners, type OwnerChoice } from './readOwners';

/** Everyone who owns a component, for filters to choose from; nobody until that is known, or why it is not. */
export function useOwners() {
  const catalog = useApi(catalogApiRef);
  const asked = useQuery({
    queryKey: ['owners'],
    queryFn: () => readOwners(catalog),
  });
  const owners: OwnerChoice[] = asked.data ?? [];
  return { owners, ...useLastingError(asked) };
}
