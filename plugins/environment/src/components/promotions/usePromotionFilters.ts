import type {
  PromotionQuery,
  PromotionStatus,
} from '@towpath/plugin-environment-common';
import { oneInAddress, useAddressFilters } from '@towpath/ui';
import { END_STATUSES, OPEN_STATUSES } from '@towpath/plugin-runs-common';

/** Which promotions are listed; empty for all. */
export interface PromotionFilters {
  service: string;
  environment: string;
  /** A status, or `open` for all that have not ended. */
  status: string;
}

const inAddress = {
  service: oneInAddress('service'),
  environment: oneInAddress('environment'),
  status: oneInAddress('status'),
};

const statusesOf = (choice: string): PromotionStatus[] | undefined => {
  if (choice === 'open') return OPEN_STATUSES;
  return [...OPEN_STATUSES, ...END_STATUSES].filter(
    status => status === choice,
  );
};

/** The filters of the list, kept in the address. */
export function usePromotionFilters() {
  const { filters, ...address } =
    useAddressFilters<PromotionFilters>(inAddress);
  const query: PromotionQuery = {
    service: filters.service || undefined,
    environment: filters.environment || undefined,
    status: filters.status ? statusesOf(filters.status) : undefined,
  };
  return { filters, query, ...address };
}
