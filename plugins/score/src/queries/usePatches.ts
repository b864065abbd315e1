import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** What the platform changes in what is rendered. */
export function usePatches() {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.patches,
    queryFn: () => api.listPatches(),
    refetchInterval: EVERY_MINUTE_MS,
  });
}
