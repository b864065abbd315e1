import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createCollector } from '@towpath/ui';
import { useEffect } from 'react';
import { runsApiRef } from '../api/runsApiRef';
import { keys } from './keys';

const TOGETHER_MS = 100;

/**
 * Has what is shown of runs asked for again when a signal of any kind says that one has changed. In an app
 * without signals the queries' own intervals have to do.
 */
export function useRunSignals(): void {
  const api = useApi(runsApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  const { data: kinds } = useQuery({
    queryKey: keys.kinds,
    queryFn: () => api.listKinds(),
    staleTime: Infinity,
  });
  useEffect(() => {
    if (!signals || !kinds) return undefined;
    const renew = createCollector<void>(TOGETHER_MS, () =>
      queries.invalidateQueries({ queryKey: keys.all }),
    );
    const subscriptions = kinds.flatMap(({ channel }) =>
      channel ? [signals.subscribe(channel, () => renew())] : [],
    );
    return () => subscriptions.forEach(known => known.unsubscribe());
  }, [kinds, queries, signals]);
}
