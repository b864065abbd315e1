import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';
import { keys } from './keys';

const VERSIONS_AT_ONCE = 50;

/** What the newest state of a stack holds. */
export function useResources(key: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: keys.part(key, 'resources'),
    queryFn: () => api.resources(key),
  });
}

/** What a stack gives out. */
export function useOutputs(key: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: keys.part(key, 'outputs'),
    queryFn: () => api.outputs(key),
  });
}

/** The states of a stack that are kept, the newest first. */
export function useVersions(key: string) {
  const api = useApi(terraformStacksApiRef);
  return useInfiniteQuery({
    queryKey: keys.part(key, 'versions'),
    queryFn: ({ pageParam }) =>
      api.versions(key, { limit: VERSIONS_AT_ONCE, ...pageParam }),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ nextCursor }) =>
      nextCursor ? { cursor: nextCursor } : undefined,
  });
}

/** What differs between two of them, by their ids. */
export function useVersionDifference(key: string, from: string, to: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: keys.part(key, 'difference', from, to),
    queryFn: () => api.difference(key, { from, to }),
    // A state that is kept stays as it is.
    staleTime: Infinity,
  });
}

/** One's own ways to the state of a stack that have not ended. */
export function useCredentials(key: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: keys.part(key, 'credentials'),
    queryFn: () => api.credentials(key),
  });
}

/** What the steps of a look at drift have said; such runs are in no list, and have no page. */
export function useLookLines(run: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: ['terraform-stacks-look', run],
    queryFn: async () => (await api.look(run)).lines,
    retry: false,
  });
}
