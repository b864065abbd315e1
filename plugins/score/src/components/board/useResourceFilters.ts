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
  /** What was last seen of it. */
  drift: string;
}

const PAGE_SIZE = 100;

/** States that can be asked for, and their words; what needs somebody comes first. */
export const STATUS_WORDS: Record<ResourceStatus, string> = {
  failed: 'failed',
  providing: 'being provided',
  provided: 'provided',
  kept: 'copy kept',
};

/** What can have been seen that needs somebody, and its words. */
export const DRIFT_WORDS: Record<
  NonNullable<ResourceQuery['drift']>,
  string
> = {
  drifted: 'not as provided',
  unasked: 'could not ask',
};

const inAddress = {
  type: oneInAddress('type'),
  owner: oneInAddress('owner'),
  environment: oneInAddress('environment'),
  status: oneInAddress('status'),
  drift: oneInAddress('drift'),
};

const statusOf = (text: string) =>
  Object.keys(STATUS_WORDS).find(status => status === text) as
    | ResourceStatus
    | undefined;

const driftIn = (text: string) =>
  Object.keys(DRIFT_WORDS).find(
    drift => drift === text,
  ) as ResourceQuery['drift'];

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
      drift: driftIn(filters.drift),
    }),
    [filters],
  );
  return { filters, query, ...address };
}
