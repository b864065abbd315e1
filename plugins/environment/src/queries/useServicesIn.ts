import { useEffect, useMemo, useState } from 'react';
import type { Deployment } from '@towpath/plugin-environment-common';
import { deploymentIn } from '../lib/deploymentIn';
import { useServiceList } from './useDeployments';

const SHOWN = 12;
const PAGE_SIZE = 200;
const NOT_HERE: Deployment['state'][] = ['absent', 'empty'];

/**
 * Services that run in one environment, a dozen more each time `more` is called; it is absent when
 * there are no others, or when asking for them has failed.
 *
 * @param query - a part of their name; all when empty.
 */
export function useServicesIn(environment: string, query: string) {
  const [wanted, setWanted] = useState(SHOWN);
  const list = useServiceList({ limit: PAGE_SIZE, ...(query && { query }) });
  const here = useMemo(
    () =>
      (list.data?.pages ?? [])
        .flatMap(page => page.items)
        .filter(
          service =>
            !NOT_HERE.includes(deploymentIn(service, environment).state),
        ),
    [list.data, environment],
  );
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const short =
    here.length < wanted && hasNextPage && !list.isFetchNextPageError;
  useEffect(() => {
    if (short && !isFetching) fetchNextPage();
    // After each page, too: an answer may be too quick for its asking to be seen.
  }, [short, isFetching, here, fetchNextPage]);
  return {
    list,
    services: here.slice(0, wanted),
    more:
      here.length > wanted || (hasNextPage && !list.isFetchNextPageError)
        ? () => setWanted(now => now + SHOWN)
        : undefined,
  };
}
