import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  Page,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { keys } from './keys';

/** One page of services. */
export type ServicePage = Page<Service> & { total: number };

/** Every environment in promotion order, with the freeze that holds or comes next. */
export function useEnvironmentList() {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: keys.environments,
    queryFn: () => api.listEnvironments(),
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** Whether each Argo CD instance can be reached. */
export function useInstances() {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: keys.status,
    queryFn: () => api.getStatus(),
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/**
 * Services that match, page by page; what was found before stays until the new answer is there.
 *
 * @param query - filters; `limit` is the size of a page.
 */
export function useServiceList(query: ServiceQuery) {
  const api = useApi(environmentApiRef);
  return useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam }) => api.listServices({ ...query, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }: ServicePage) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** One service and what of it runs in each environment. */
export function useService(ref: string) {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: keys.service(ref),
    queryFn: () => api.getService(ref),
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** What ran where and when, newest first, page by page. */
export function useHistory(ref: string) {
  const api = useApi(environmentApiRef);
  return useInfiniteQuery({
    queryKey: keys.history(ref),
    queryFn: ({ pageParam }) => api.getHistory(ref, { ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }) =>
      nextCursor ? { cursor: nextCursor } : undefined,
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** How the version that runs in one environment came there. */
export function useArrival(ref: string, environment: string) {
  const api = useApi(environmentApiRef);
  return useQuery({
    queryKey: keys.history(ref, environment),
    queryFn: async () => {
      const { items } = await api.getHistory(ref, { environment, limit: 1 });
      return items[0] ?? null;
    },
    refetchInterval: EVERY_MINUTE_MS,
  });
}

/** Lets automatic promotion of a service into an environment go on. */
export function useLiftHold(ref: string) {
  const api = useApi(environmentApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (environment: string) => api.liftHold(ref, environment),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.deployments }),
  });
}
