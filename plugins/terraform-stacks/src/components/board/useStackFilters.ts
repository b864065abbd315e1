import type { StackQuery } from '@towpath/plugin-terraform-stacks-common';
import { oneInAddress, useAddressFilters } from '@towpath/ui';
import { useMemo } from 'react';
import { DRIFT_LOOKS, LAST_RUN_WORDS } from '../../lib/drift';

/** Which stacks are listed; empty for all. */
export interface StackFilters {
  text: string;
  /** Entity reference. */
  owner: string;
  environment: string;
  drift: string;
  /** Status of the newest run. */
  lastRun: string;
}

const PAGE_SIZE = 100;

const inAddress = {
  text: oneInAddress('q'),
  owner: oneInAddress('owner'),
  environment: oneInAddress('environment'),
  drift: oneInAddress('drift'),
  lastRun: oneInAddress('last-run'),
};

/** One of the choices; what an address has beside them narrows nothing. */
const known = <Choice extends string>(
  choices: Record<Choice, unknown>,
  text: string,
) => (Object.hasOwn(choices, text) ? (text as Choice) : undefined);

/** The filters in the address, what they ask of the backend, and a way to change them. */
export function useStackFilters() {
  const { filters, ...address } = useAddressFilters<StackFilters>(inAddress);
  const query = useMemo<StackQuery>(
    () => ({
      limit: PAGE_SIZE,
      query: filters.text || undefined,
      owner: filters.owner || undefined,
      environment: filters.environment || undefined,
      drift: known(DRIFT_LOOKS, filters.drift),
      lastRun: known(LAST_RUN_WORDS, filters.lastRun),
    }),
    [filters],
  );
  return { filters, query, ...address };
}
