import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { fetchMe } from './fetchMe';
import type { Me } from './Me';

/** The signed-in person. */
export function useMe() {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  return useQuery<Me, Error>({
    queryKey: ['home', 'me'],
    queryFn: () => fetchMe(identityApi, catalogApi),
  });
}
