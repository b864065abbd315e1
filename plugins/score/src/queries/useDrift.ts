import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AcceptRequest, LookRequest } from '@towpath/plugin-score-common';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** Has drivers look now; what was seen is shown as soon as they have. */
export function useLook() {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: LookRequest) => api.look(request),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.services }),
  });
}

/** Takes what is there for what was provided. */
export function useAccept(resource: string) {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: AcceptRequest) => api.accept(resource, request),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.services }),
  });
}
