import { useApi } from '@backstage/core-plugin-api';
import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  Freeze,
  FreezeRequest,
  Page,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { keys } from './keys';
import { promotionKeys } from './promotionKeys';

/** Freezes that hold now or later, those that hold now first. */
export function useFreezes() {
  const api = useApi(environmentApiRef);
  return useInfiniteQuery({
    queryKey: promotionKeys.freezes({}),
    queryFn: ({ pageParam }) => api.listFreezes(pageParam),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }: Page<Freeze>) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** Freezes an environment. */
export function useCreateFreeze() {
  const api = useApi(environmentApiRef);
  const renew = useRenewFreezes();
  return useMutation({
    mutationFn: (request: FreezeRequest) => api.createFreeze(request),
    onSuccess: renew,
  });
}

/** Ends a freeze before its time. */
export function useEndFreeze() {
  const api = useApi(environmentApiRef);
  const renew = useRenewFreezes();
  return useMutation({
    mutationFn: (id: string) => api.endFreeze(id),
    onSettled: renew,
  });
}

function useRenewFreezes() {
  const queries = useQueryClient();
  return () => {
    queries.invalidateQueries({ queryKey: keys.promotions });
    queries.invalidateQueries({ queryKey: keys.deployments });
  };
}
