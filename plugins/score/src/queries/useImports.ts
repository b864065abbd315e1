import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** What exists already and is to become a resource. */
export function useImports() {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.imports,
    queryFn: () => api.listImports(),
    refetchInterval: EVERY_MINUTE_MS,
  });
}
