import { useState } from 'react';
import { serviceName } from '../lib/serviceName';
import { useServiceList } from './useDeployments';

const OFFERED = 50;

/**
 * Services to choose from, as references: those that have in their name what is entered.
 *
 * @param chosen - what is chosen already, a name or reference. All are offered beside it as long as
 *   its name is what is entered.
 */
export function useServiceOptions(chosen?: string) {
  const [entered, setEntered] = useState('');
  const typed = chosen && entered === serviceName(chosen) ? '' : entered;
  const { data, isFetching, isPlaceholderData } = useServiceList({
    query: typed || undefined,
    limit: OFFERED,
  });
  // Those that matched what was entered before must not be chosen by a quick Enter.
  const pages = isPlaceholderData ? [] : data?.pages ?? [];
  const options = pages.flatMap(page => page.items.map(({ ref }) => ref));
  return { entered, setEntered, options, loading: isFetching };
}
