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
import { hasEnded } from '../lib/hasEnded';
import { isNotFound } from '../lib/isNotFound';
import { EVERY_MINUTE_MS } from './everyMinute';
import { promotionKeys } from './promotionKeys';

/** Signals wake the pages; this is for when they are lost. */
const GOING_ON_MS = 5_000;

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

/** One promotion, asked for again and again until it has ended, or turns out not to be. */
export function usePromotion(id: string) {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: promotionKeys.one(id),
    queryFn: () => api.getPromotion(id),
    refetchInterval: ({ state }) =>
      isNotFound(state.error) || (state.data && hasEnded(state.data))
        ? false
        : GOING_ON_MS,
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
