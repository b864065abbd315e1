import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { environmentApiRef } from '../api/environmentApiRef';
import { createRenewal } from './createRenewal';

/** What the backend says on `environment:deployments`. */
interface DeploymentsSignal extends JsonObject {
  /** References of the services that changed; anything may have when there are none. */
  services?: string[];
}

/** What the backend says on `environment:promotions`. */
interface PromotionSignal extends JsonObject {
  service: string;
}

/**
 * Keeps what is on screen true while the page is open: asks again for what a signal names. Of
 * long lists only the rows that changed are asked for, so that they keep their length and place.
 * In an app without signals the queries' own intervals have to do.
 */
export function useLiveUpdates(): void {
  const api = useApi(environmentApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  useEffect(() => {
    if (!signals) return undefined;
    // Each signal counts: of several at once, a state would keep the last one only.
    const renew = createRenewal(api, queries);
    const subscriptions = [
      signals.subscribe<DeploymentsSignal>(
        'environment:deployments',
        ({ services = [] }) => renew({ services, promotions: false }),
      ),
      signals.subscribe<PromotionSignal>(
        'environment:promotions',
        ({ service }) => renew({ services: [service], promotions: true }),
      ),
    ];
    return () => subscriptions.forEach(known => known.unsubscribe());
  }, [api, queries, signals]);
}
