import type {
  InfiniteData,
  QueryClient,
  QueryKey,
} from '@tanstack/react-query';
import type {
  EnvironmentApi,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';
import { keys } from './keys';
import { replaceServices } from './replaceServices';
import type { ServicePage } from './useDeployments';

type ServiceList = InfiniteData<ServicePage>;

/** What {@link renewLists} needs. */
export interface RenewListsOptions {
  api: EnvironmentApi;
  queries: QueryClient;
  /** References of services that changed; as many as fit into one request. */
  services: string[];
  /** Takes the key of a list that newer rows in the places of older ones do not make right. */
  renewWhole: (list: QueryKey) => void;
}

/** Puts the rows that changed into their lists, and has those lists renewed where more has changed. */
export async function renewLists(options: RenewListsOptions): Promise<void> {
  const { api, queries, services, renewWhole } = options;
  const lists = queries.getQueriesData<ServiceList>({ queryKey: keys.lists });
  if (lists.length === 0) return;
  try {
    const { items } = await api.listServices({
      service: services,
      limit: services.length,
    });
    queries.setQueriesData<ServiceList>(
      { queryKey: keys.lists },
      list => list && replaceServices(list, items),
    );
    const gone = items.length < services.length;
    queries
      .getQueriesData<ServiceList>({ queryKey: keys.lists })
      // An answer that is under way may be older than the rows, and would take their place.
      .filter(
        ([key, list]) =>
          gone ||
          isFiltered(key) ||
          queries.getQueryState(key)?.fetchStatus === 'fetching' ||
          !items.every(service => hasPlace(list, service)),
      )
      .forEach(([key]) => renewWhole(key));
  } catch {
    // Asking for the whole list says on the page what is wrong.
    lists.forEach(([key]) => renewWhole(key));
  }
}

/** Whether services come into a list and leave it as they change. */
function isFiltered(key: QueryKey): boolean {
  const { limit, ...filters } = key[keys.lists.length] as ServiceQuery;
  return Object.values(filters).some(value => value !== undefined);
}

/** Whether a service is in a list, or below what has come of it so far. */
function hasPlace(list: ServiceList | undefined, service: Service): boolean {
  const listed = list?.pages.flatMap(page => page.items) ?? [];
  const last = listed.at(-1);
  const isBelow =
    list?.pages.at(-1)?.nextCursor !== undefined &&
    last !== undefined &&
    service.name.localeCompare(last.name, 'en-US') > 0;
  return isBelow || listed.some(({ ref }) => ref === service.ref);
}
