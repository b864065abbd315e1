import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { fetchOwned, type Owned } from './fetchOwned';
import type { Me } from './Me';
import { useMe } from './useMe';

/** The signed-in person, and what they and their groups own. */
export interface Mine {
  me: Me;
  owned: Owned;
}

/** Who looks and what they own, asked for once by all sections; not known while either is not. */
export function useMine() {
  const catalogApi = useApi(catalogApiRef);
  const me = useMe();
  const owned = useQuery<Owned, Error>({
    queryKey: ['home', 'owned', me.data?.ownershipRefs],
    queryFn: () => fetchOwned(catalogApi, me.data!.ownershipRefs),
    enabled: me.data !== undefined,
  });
  const mine: Mine | undefined = me.data &&
    owned.data && { me: me.data, owned: owned.data };
  return {
    data: mine,
    error: mine ? null : me.error ?? owned.error,
    refetch: () => (me.isError ? me : owned).refetch(),
  };
}
