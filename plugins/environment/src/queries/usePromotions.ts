import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type {
  Page,
  Promotion,
  PromotionQuery,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { promotionKeys } from './promotionKeys';

/** Promotions that match, newest first, page by page. */
export function usePromotionList(query: PromotionQuery, enabled = true) {
  const api = useApi(environmentApiRef);
  return useInfiniteQuery({
    queryKey: promotionKeys.list(query),
    queryFn: ({ pageParam }) => api.listPromotions({ ...query, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }: Page<Promotion>) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MINUTE_MS,
    enabled,
  });
}

/** What rolling a promotion back would restore. */
export function useRollbackPreview(id: string) {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: promotionKeys.rollback(id),
    queryFn: () => api.previewRollback(id),
    staleTime: 0,
    gcTime: 0,
  });
}
