import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { PromotionPlace } from '../../lib/promoteSearch';

/** The promotion that the address asks for, and how to ask for none. */
export function usePromoteAddress() {
  const [search, setSearch] = useSearchParams();
  const service = search.get('promote');
  const from = search.get('from');
  const to = search.get('to');
  const place: PromotionPlace | undefined =
    service && from && to ? { service, from, to } : undefined;
  const leave = useCallback(
    () =>
      // In place of the dialog's address, so that "back" does not open it again.
      setSearch(
        current => {
          const rest = new URLSearchParams(current);
          ['promote', 'from', 'to'].forEach(name => rest.delete(name));
          return rest;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return { place, leave };
}
