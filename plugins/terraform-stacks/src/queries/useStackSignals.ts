import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { runsApiRef } from '@towpath/plugin-runs-react';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { createCollector } from '@towpath/ui';
import { useEffect } from 'react';
import { keys } from './keys';

const TOGETHER_MS = 500;

/**
 * Has what is shown of stacks asked for again when a run on one has changed. In an app without signals the queries'
 * own intervals have to do.
 */
export function useStackSignals(): void {
  const api = useApi(runsApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  const { data: kinds } = useQuery({
    queryKey: ['runs-kinds'],
    queryFn: () => api.listKinds(),
    staleTime: Infinity,
  });
  const channel = kinds?.find(
    ({ kind }) => kind === TERRAFORM_STACKS_RUNS,
  )?.channel;
  useEffect(() => {
    if (!signals || !channel) return undefined;
    const renew = createCollector<void>(TOGETHER_MS, () =>
      queries.invalidateQueries({ queryKey: keys.all }),
    );
    const known = signals.subscribe(channel, () => renew());
    return () => known.unsubscribe();
  }, [channel, queries, signals]);
}
