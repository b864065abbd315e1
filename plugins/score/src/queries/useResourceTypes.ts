import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** What a Score file can ask for. */
export function useResourceTypes() {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.types,
    queryFn: () => api.listResourceTypes(),
    refetchInterval: EVERY_MINUTE_MS,
  });
}
