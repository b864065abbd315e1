import type { Health, ServiceQuery } from '@towpath/plugin-environment-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Which services the board shows; kept in the address. */
export interface BoardFilters {
  text: string;
  /** Entity references; any of them. */
  owners: string[];
  health: Health[];
  drifted: boolean;
  /** Only those of which something is not understood. */
  notUnderstood: boolean;
}

/** Health that can be asked for, the worst first. */
export const HEALTHS: Health[] = [
  'Degraded',
  'Progressing',
  'Missing',
  'Suspended',
  'Unknown',
  'Healthy',
];

const NO_FILTERS: BoardFilters = {
  text: '',
  owners: [],
  health: [],
  drifted: false,
  notUnderstood: false,
};
const PAGE_SIZE = 100;
const names = {
  text: 'q',
  owners: 'owner',
  health: 'health',
  drifted: 'drifted',
  notUnderstood: 'not-understood',
};

function readFilters(search: URLSearchParams): BoardFilters {
  return {
    text: search.get(names.text) ?? '',
    owners: search.getAll(names.owners),
    health: HEALTHS.filter(health =>
      search.getAll(names.health).includes(health),
    ),
    drifted: search.get(names.drifted) === 'true',
    notUnderstood: search.get(names.notUnderstood) === 'true',
  };
}

function writeFilters(search: URLSearchParams, filters: BoardFilters) {
  const written = new URLSearchParams(search);
  Object.values(names).forEach(name => written.delete(name));
  if (filters.text) written.set(names.text, filters.text);
  filters.owners.forEach(owner => written.append(names.owners, owner));
  filters.health.forEach(health => written.append(names.health, health));
  if (filters.drifted) written.set(names.drifted, 'true');
  if (filters.notUnderstood) written.set(names.notUnderstood, 'true');
  return written;
}

function toQuery(filters: BoardFilters): ServiceQuery {
  return {
    limit: PAGE_SIZE,
    ...(filters.text && { query: filters.text }),
    ...(filters.owners.length > 0 && { owner: filters.owners }),
    ...(filters.health.length > 0 && { health: filters.health }),
    ...(filters.drifted && { drifted: true }),
    ...(filters.notUnderstood && { notUnderstood: true }),
  };
}

/** The filters in the address, what they ask of the backend, and a way to change them. */
export function useBoardFilters() {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => readFilters(search), [search]);
  const query = useMemo(() => toQuery(filters), [filters]);
  const change = useCallback(
    (changes: Partial<BoardFilters>) =>
      setSearch(now => writeFilters(now, { ...readFilters(now), ...changes }), {
        replace: true,
      }),
    [setSearch],
  );
  const clear = useCallback(() => change(NO_FILTERS), [change]);
  return {
    filters,
    query,
    change,
    clear,
    isFiltered: Object.keys(query).length > 1,
  };
}
