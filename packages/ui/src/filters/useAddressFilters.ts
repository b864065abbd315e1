import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { AddressFilter } from './addressFilter';

/** The filters of a list, each with how it stands in the address. */
export type FiltersInAddress<Filters> = {
  [Name in keyof Filters]: AddressFilter<Filters[Name]>;
};

const keysOf = <Filters>(kinds: FiltersInAddress<Filters>) =>
  Object.keys(kinds) as (keyof Filters)[];

function read<Filters>(
  kinds: FiltersInAddress<Filters>,
  search: URLSearchParams,
): Filters {
  const entries = keysOf(kinds).map(key => {
    const { name, fromAddress } = kinds[key];
    return [key, fromAddress(search.getAll(name))];
  });
  return Object.fromEntries(entries);
}

function write<Filters>(
  kinds: FiltersInAddress<Filters>,
  search: URLSearchParams,
  filters: Filters | undefined,
): URLSearchParams {
  const written = new URLSearchParams(search);
  for (const key of keysOf(kinds)) {
    const { name, toAddress } = kinds[key];
    written.delete(name);
    const values = filters ? toAddress(filters[key]) : [];
    values.forEach(value => written.append(name, value));
  }
  return written;
}

/**
 * What a list is narrowed to, kept in the address: it can be sent to somebody, and "back" leads
 * out of the list and not through every letter of a filter. What else is in the address stays.
 *
 * @param kinds - the same object each time.
 */
export function useAddressFilters<Filters>(kinds: FiltersInAddress<Filters>) {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => read(kinds, search), [kinds, search]);
  const change = useCallback(
    (changes: Partial<Filters>) =>
      setSearch(now => write(kinds, now, { ...read(kinds, now), ...changes }), {
        replace: true,
      }),
    [kinds, setSearch],
  );
  const clear = useCallback(
    () => setSearch(now => write(kinds, now, undefined), { replace: true }),
    [kinds, setSearch],
  );
  const isFiltered = keysOf(kinds).some(
    key => kinds[key].toAddress(filters[key]).length > 0,
  );
  return { filters, change, clear, isFiltered };
}
