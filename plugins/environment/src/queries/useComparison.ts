import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { environmentApiRef } from '../api/environmentApiRef';
import type { PromotionPlace } from '../lib/promoteSearch';
import { keys } from './keys';

/** What a promotion would change, and what each gate says of it now. */
export function useComparison(place: PromotionPlace) {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: keys.comparison(place),
    queryFn: () => api.compare(place),
    // A gate opens by the clock: what was true half a minute ago decides nothing.
    staleTime: 0,
  });
}
