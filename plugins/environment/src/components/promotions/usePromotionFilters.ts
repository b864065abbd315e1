import type {
  PromotionQuery,
  PromotionStatus,
} from '@towpath/plugin-environment-common';
import { useSearchParams } from 'react-router-dom';
import { END_STATUSES, OPEN_STATUSES } from '../../lib/hasEnded';

type Filter = 'service' | 'environment' | 'status';

const statusesOf = (choice: string): PromotionStatus[] | undefined => {
  if (choice === 'open') return OPEN_STATUSES;
  return [...OPEN_STATUSES, ...END_STATUSES].filter(
    status => status === choice,
  );
};

/** The filters of the list, kept in the address. */
export function usePromotionFilters() {
  const [search, setSearch] = useSearchParams();
  const read = (name: Filter) => search.get(name) ?? '';
  const filters = {
    service: read('service'),
    environment: read('environment'),
    status: read('status'),
  };
  const query: PromotionQuery = {
    service: filters.service || undefined,
    environment: filters.environment || undefined,
    status: filters.status ? statusesOf(filters.status) : undefined,
  };
  const set = (name: Filter, value: string) =>
    setSearch(
      current => {
        const next = new URLSearchParams(current);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { filters, query, set, clear: () => setSearch({}, { replace: true }) };
}
