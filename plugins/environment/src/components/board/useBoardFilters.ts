import type { Health, ServiceQuery } from '@towpath/plugin-environment-common';
import {
  anyInAddress,
  flagInAddress,
  oneInAddress,
  useAddressFilters,
} from '@towpath/ui';
import { useMemo } from 'react';

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

const PAGE_SIZE = 100;
const inAddress = {
  text: oneInAddress('q'),
  owners: anyInAddress('owner'),
  health: anyInAddress('health', HEALTHS),
  drifted: flagInAddress('drifted'),
  notUnderstood: flagInAddress('not-understood'),
};

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
  const { filters, ...address } = useAddressFilters<BoardFilters>(inAddress);
  const query = useMemo(() => toQuery(filters), [filters]);
  return { filters, query, ...address };
}
