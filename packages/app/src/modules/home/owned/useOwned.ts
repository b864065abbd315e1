import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '../me/useMe';
import { fetchOwned, type Owned } from './fetchOwned';

/**
 * What the person and their groups own.
 *
 * @param me - undefined until it is known; nothing is asked before.
 */
export function useOwned(me?: Me) {
  const catalogApi = useApi(catalogApiRef);
  return useQuery<Owned, Error>({
    queryKey: ['home', 'owned', me?.ownershipRefs],
    queryFn: () => fetchOwned(catalogApi, me!.ownershipRefs),
    enabled: me !== undefined,
  });
}
