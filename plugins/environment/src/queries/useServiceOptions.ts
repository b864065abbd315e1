import { useState } from 'react';
import { useServiceList } from './useDeployments';

const OFFERED = 50;

/** Services to choose from, as references: those that have in their name what is entered. */
export function useServiceOptions() {
  const [entered, setEntered] = useState('');
  const { data, isFetching, isPlaceholderData } = useServiceList({
    query: entered || undefined,
    limit: OFFERED,
  });
  // Those that matched what was entered before must not be chosen by a quick Enter.
  const pages = isPlaceholderData ? [] : data?.pages ?? [];
  const options = pages.flatMap(page => page.items.map(({ ref }) => ref));
  return { entered, setEntered, options, loading: isFetching };
}
