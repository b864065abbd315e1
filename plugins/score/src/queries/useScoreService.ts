import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { ScoreService } from '@towpath/plugin-score-common';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** While a run works on something there is news every few seconds. */
const BUSY_MS = 5_000;

const isBusy = (service?: ScoreService) =>
  service?.environments.some(({ resources }) =>
    resources.some(({ status }) => status === 'providing'),
  );

/** The Score file of a service, and what it has in each environment. */
export function useScoreService(ref: string) {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.service(ref),
    queryFn: () => api.getService(ref),
    refetchInterval: ({ state }) =>
      isBusy(state.data) ? BUSY_MS : EVERY_MINUTE_MS,
    // It may have been provided since one was here last.
    staleTime: 0,
  });
}
