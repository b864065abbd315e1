import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { StackQuery } from '@towpath/plugin-terraform-stacks-common';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';
import { keys } from './keys';

/** Stacks that match, by key, page by page. */
export function useStacks(query: StackQuery) {
  const api = useApi(terraformStacksApiRef);
  return useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam }) => api.stacks({ ...query, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MINUTE_MS,
  });
}
