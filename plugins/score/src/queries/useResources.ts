import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ResourceQuery } from '@towpath/plugin-score-common';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** Resources of all services that match, page by page. */
export function useResources(query: ResourceQuery) {
  const api = useApi(scoreApiRef);
  return useInfiniteQuery({
    queryKey: keys.resources(query),
    queryFn: ({ pageParam }) => api.listResources({ ...query, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MINUTE_MS,
  });
}
