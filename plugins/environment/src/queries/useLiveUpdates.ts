import { useApi } from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import type { EnvironmentApi } from '@towpath/plugin-environment-common';
import { useEffect } from 'react';
import { environmentApiRef } from '../api/environmentApiRef';
import { keys } from './keys';
import { replaceServices } from './replaceServices';
import type { ServicePage } from './useDeployments';

/** As many as the backend answers for in one request. */
const MOST_AT_ONCE = 100;

/** What the backend says on `environment:deployments`. */
interface DeploymentsSignal extends JsonObject {
  /** References of the services that changed; any may have when absent. */
  services?: string[];
}

/** What the backend says on `environment:promotions`. */
interface PromotionSignal extends JsonObject {
  service: string;
}

/**
 * Keeps what is on screen true while the page is open: asks again for what a signal names. Of
 * long lists only the rows that changed are asked for, so that they keep their length and place.
 */
export function useLiveUpdates(): void {
  const api = useApi(environmentApiRef);
  const queries = useQueryClient();
  const deployments = useSignal<DeploymentsSignal>('environment:deployments');
  const promotions = useSignal<PromotionSignal>('environment:promotions');

  useEffect(() => {
    if (deployments.lastSignal) {
      renewDeployments(api, queries, deployments.lastSignal.services);
    }
  }, [api, queries, deployments.lastSignal]);

  useEffect(() => {
    if (promotions.lastSignal) {
      queries.invalidateQueries({ queryKey: keys.promotions });
      renewDeployments(api, queries, [promotions.lastSignal.service]);
    }
  }, [api, queries, promotions.lastSignal]);
}

async function renewDeployments(
  api: EnvironmentApi,
  queries: QueryClient,
  services?: string[],
) {
  if (!services || services.length > MOST_AT_ONCE) {
    await queries.invalidateQueries({ queryKey: keys.deployments });
    return;
  }
  queries.invalidateQueries({
    queryKey: keys.deployments,
    predicate: ({ queryKey }) => !isList(queryKey),
  });
  if (
    services.length > 0 &&
    queries.getQueriesData({ queryKey: keys.lists }).length > 0
  ) {
    await renewRows(api, queries, services);
  }
}

function isList(key: readonly unknown[]): boolean {
  return keys.lists.every((part, index) => key[index] === part);
}

async function renewRows(
  api: EnvironmentApi,
  queries: QueryClient,
  services: string[],
) {
  try {
    const { items } = await api.listServices({
      service: services,
      limit: services.length,
    });
    queries.setQueriesData<InfiniteData<ServicePage>>(
      { queryKey: keys.lists },
      list => list && replaceServices(list, items),
    );
  } catch {
    // Asking for the whole list says on the page what is wrong.
    await queries.invalidateQueries({ queryKey: keys.lists });
  }
}
