import type { InfiniteData } from '@tanstack/react-query';
import type { Service } from '@towpath/plugin-environment-common';
import type { ServicePage } from './useDeployments';

/**
 * The list with newer rows in the places of the older ones. No row comes or goes, so that nothing
 * moves until the list is asked for again.
 */
export function replaceServices<Param>(
  list: InfiniteData<ServicePage, Param>,
  newer: Service[],
): InfiniteData<ServicePage, Param> {
  const byRef = new Map(newer.map(service => [service.ref, service]));
  return {
    ...list,
    pages: list.pages.map(page => ({
      ...page,
      items: page.items.map(service => byRef.get(service.ref) ?? service),
    })),
  };
}
