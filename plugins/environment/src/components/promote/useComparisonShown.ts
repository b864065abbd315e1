import type { Comparison } from '@towpath/plugin-environment-common';
import { useRef } from 'react';
import { describeChange } from '../../lib/describeChange';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { useComparison } from '../../queries/useComparison';

/**
 * The comparison as it is now, and in words what of it is not as the person first saw it. An
 * answer from before the dialog opened is shown meanwhile, but is not held against the new one.
 */
export function useComparisonShown(place: PromotionPlace) {
  const query = useComparison(place);
  const first = useRef<Comparison>();
  if (query.isFetchedAfterMount && !first.current) first.current = query.data;
  const changes =
    query.data && first.current
      ? describeChange(first.current, query.data)
      : [];
  return { ...query, changes };
}
