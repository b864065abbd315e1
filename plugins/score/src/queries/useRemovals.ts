import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRunList, useRunSignals } from '@towpath/plugin-runs-react';
import { PROVISION_RUNS, type Plan } from '@towpath/plugin-score-common';
import { createKey } from '@towpath/ui';
import { useState } from 'react';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

/** More than a service has environments, of what was done with it last. */
const LATEST = 50;

/** What was provided or removed of a service, newest first. */
export function useProvisionRuns(service: string) {
  useRunSignals();
  return useRunList({
    kind: [PROVISION_RUNS],
    subject: service,
    limit: LATEST,
  });
}

/** Plans the removal from each of these environments, one after the other. */
export function usePlanRemovals(service: string) {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (environments: string[]) => {
      const plans = new Map<string, Plan>();
      for (const environment of environments) {
        const plan = await api.plan({ service, environment, removes: true });
        queries.setQueryData(keys.plan(plan.id), plan);
        plans.set(environment, plan);
      }
      return plans;
    },
  });
}

/** Has plans done in their order. Sent again after a failure, what was begun is not begun once more. */
export function useBeginRemovals() {
  const api = useApi(scoreApiRef);
  const [key] = useState(createKey);
  return useMutation({
    mutationFn: async ({
      plans,
      reason,
    }: {
      plans: Plan[];
      reason: string;
    }) => {
      for (const { id, digest } of plans) {
        const request = { plan: id, digest, reason };
        await api.provision(request, { idempotencyKey: `${key}-${id}` });
      }
    },
  });
}
