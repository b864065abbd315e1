import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { keys } from './keys';

/** What runs where of a few services. */
export interface DeploymentsOf {
  /** In promotion order. */
  environments: EnvironmentSummary[];
  /** By entity reference; without those that the backend does not know. */
  services: Map<string, Service>;
}

/**
 * What runs where of the services given, asked for at once.
 *
 * @param refs - at most 100; nothing is asked for none.
 */
export function useDeploymentsOf(refs: string[]) {
  const api = useApi(environmentApiRef);
  return useQuery<DeploymentsOf, Error>({
    queryKey: keys.some(refs),
    enabled: refs.length > 0,
    queryFn: async () => {
      const [environments, { items }] = await Promise.all([
        api.listEnvironments(),
        api.listServices({ service: refs, limit: refs.length }),
      ]);
      const services = new Map(items.map(item => [item.ref, item]));
      return { environments, services };
    },
    refetchInterval: EVERY_MINUTE_MS,
  });
}
