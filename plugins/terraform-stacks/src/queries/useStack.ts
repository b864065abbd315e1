import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { isNotFound } from '@towpath/ui';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';
import { keys } from './keys';

/** Runs wake the page; this is for locks that are taken by hand. */
const NOW_AND_THEN_MS = 10_000;

/** One stack, what it is made of, and what the person who looks may do with it. */
export function useStack(key: string) {
  const api = useApi(terraformStacksApiRef);
  return useQuery({
    queryKey: keys.stack(key),
    queryFn: () => api.stack(key),
    refetchInterval: ({ state }) =>
      isNotFound(state.error) ? false : NOW_AND_THEN_MS,
  });
}
