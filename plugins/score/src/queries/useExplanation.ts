import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { ExplainRequest } from '@towpath/plugin-score-common';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** Which definition provides something in a place, and why; asked once service and environment are chosen. */
export function useExplanation(request: ExplainRequest) {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.explanation(request),
    enabled: request.service !== '' && request.environment !== '',
    queryFn: () => api.explain(request),
  });
}
