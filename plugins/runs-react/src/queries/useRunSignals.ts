import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { createCollector } from '@towpath/ui';
import { useEffect } from 'react';
import { runsApiRef } from '../api/runsApiRef';
import { keys } from './keys';

const TOGETHER_MS = 100;

/** What {@link useRunSignals} hears and does. */
export interface RunSignalsOptions {
  /** Only runs of this kind; of every kind when absent. */
  kind?: string;
  /** What is asked for again, the same each time; what is shown of runs when absent. */
  renews?: QueryKey;
}

/**
 * Has what is shown of runs, or follows from them, asked for again when a signal says that one has changed. In an app
 * without signals the queries' own intervals have to do.
 */
export function useRunSignals(options: RunSignalsOptions = {}): void {
  const { kind, renews = keys.all } = options;
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
      queries.invalidateQueries({ queryKey: renews }),
    );
    const subscriptions = kinds
      .filter(one => kind === undefined || one.kind === kind)
      .flatMap(({ channel }) =>
        channel ? [signals.subscribe(channel, () => renew())] : [],
      );
    return () => subscriptions.forEach(known => known.unsubscribe());
  }, [kind, kinds, queries, renews, signals]);
}
