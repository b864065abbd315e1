import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import {
  isEnded,
  type RunPage,
  type RunQuery,
} from '@towpath/plugin-runs-common';
import { EVERY_MINUTE_MS, isNotFound } from '@towpath/ui';
import { runsApiRef } from '../api/runsApiRef';
import { keys } from './keys';

/** Signals wake the pages; this is for when they are lost. */
const GOING_ON_MS = 5_000;

/** Runs that match, newest first, page by page. */
export function useRunList(query: RunQuery, enabled = true) {
  const api = useApi(runsApiRef);
  return useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam }) => api.list({ ...query, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }: RunPage) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MINUTE_MS,
    enabled,
  });
}

/** One run, asked for again and again until it has ended, or turns out not to be. */
export function useRun(id: string) {
  const api = useApi(runsApiRef);
  return useQuery({
    queryKey: keys.one(id),
    queryFn: () => api.get(id),
    refetchInterval: ({ state }) =>
      isNotFound(state.error) || (state.data && isEnded(state.data.status))
        ? false
        : GOING_ON_MS,
  });
}
