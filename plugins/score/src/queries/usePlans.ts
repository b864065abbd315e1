import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  PlanRequest,
  ProvisionRequest,
} from '@towpath/plugin-score-common';
import { createKey } from '@towpath/ui';
import { useState } from 'react';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** One plan. It never changes. */
export function usePlan(id: string) {
  const api = useApi(scoreApiRef);
  return useQuery({
    queryKey: keys.plan(id),
    queryFn: () => api.getPlan(id),
    staleTime: Infinity,
  });
}

/** Makes a plan, which its page then has without asking. */
export function useMakePlan() {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: PlanRequest) => api.plan(request),
    onSuccess: plan => queries.setQueryData(keys.plan(plan.id), plan),
  });
}

/** Has a plan done. However often it is sent, one run comes of it. */
export function useProvision() {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  const [idempotencyKey] = useState(createKey);
  return useMutation({
    mutationFn: (request: ProvisionRequest) =>
      api.provision(request, { idempotencyKey }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.services }),
  });
}
