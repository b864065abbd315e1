import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Entity reference of the person who looks. */
export function useMyRef() {
  const identityApi = useApi(identityApiRef);
  return useQuery({
    queryKey: ['me'],
    queryFn: async () =>
      (await identityApi.getBackstageIdentity()).userEntityRef,
    staleTime: Infinity,
  });
}
