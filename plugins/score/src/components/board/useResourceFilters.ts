import type {
  ResourceQuery,
  ResourceStatus,
} from '@towpath/plugin-score-common';
import { oneInAddress, useAddressFilters } from '@towpath/ui';
import { useMemo } from 'react';

/** Which resources are listed; empty for all. */
export interface ResourceFilters {
  type: string;
  /** Entity reference. */
  owner: string;
  environment: string;
  status: string;
}

const PAGE_SIZE = 100;

/** States that can be asked for, and their words; what needs somebody comes first. */
export const STATUS_WORDS: Record<ResourceStatus, string> = {
  failed: 'failed',
  providing: 'being provided',
  provided: 'provided',
  kept: 'copy kept',
};

const inAddress = {
  type: oneInAddress('type'),
  owner: oneInAddress('owner'),
  environment: oneInAddress('environment'),
  status: oneInAddress('status'),
};

const statusOf = (text: string) =>
  Object.keys(STATUS_WORDS).find(status => status === text) as
    | ResourceStatus
    | undefined;

/** The filters in the address, what they ask of the backend, and a way to change them. */
export function useResourceFilters() {
  const { filters, ...address } = useAddressFilters<ResourceFilters>(inAddress);
  const query = useMemo<ResourceQuery>(
    () => ({
      limit: PAGE_SIZE,
      type: filters.type || undefined,
      owner: filters.owner || undefined,
      environment: filters.environment || undefined,
      status: statusOf(filters.status),
    }),
    [filters],
  );
  return { filters, query, ...address };
}
