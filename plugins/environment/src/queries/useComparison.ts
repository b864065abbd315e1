import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { Comparison } from '@towpath/plugin-environment-common';
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
    refetchInterval: ({ state }) => untilNextLook(state.data),
  });
}

const LOOK_EVERY_MS = 15_000;
const LOOK_SOON_MS = 1_000;

/** As soon as the next gate says that it opens, and every now and then without such a word. */
function untilNextLook(comparison: Comparison | undefined): number {
  const waits = (comparison?.gates ?? [])
    .filter(({ state }) => state === 'closed')
    .flatMap(({ opensAt }) => (opensAt ? Date.parse(opensAt) : []))
    .map(at => at - Date.now() + LOOK_SOON_MS);
  return Math.min(
    LOOK_EVERY_MS,
    ...waits.map(wait => Math.max(wait, LOOK_SOON_MS)),
  );
}
