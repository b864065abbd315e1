import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient } from '@tanstack/react-query';
import { createCollector } from '@towpath/ui';
import { useEffect } from 'react';
import { keys } from './keys';

const TOGETHER_MS = 500;
/** Of what was looked at, and of runs that change it. */
const CHANNELS = ['score:resources', 'score:provisions'];

/**
 * Has resources asked for again when the backend says that some have changed. In an app without signals the queries'
 * own intervals have to do.
 */
export function useResourceSignals(): void {
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  useEffect(() => {
    if (!signals) return undefined;
    const renew = createCollector<void>(TOGETHER_MS, async () => {
      await Promise.all(
        [keys.services, keys.lists].map(queryKey =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    });
    const subscriptions = CHANNELS.map(channel =>
      signals.subscribe(channel, () => renew()),
    );
    return () => subscriptions.forEach(known => known.unsubscribe());
  }, [queries, signals]);
}
