import { useRunList } from '../queries/useRuns';
import { useRunSignals } from '../queries/useRunSignals';
import { unansweredIn } from './useInbox';

/**
 * How many runs of all kinds wait for the person who looks, in words: "3", or "3+" where there may be more.
 * Undefined while none is known to.
 */
export function useWaitingCount(): string | undefined {
  useRunSignals();
  const { data, hasNextPage } = useRunList({ waitingForMe: true });
  const count = (data?.pages ?? []).flatMap(({ items }) => items).length;
  if (count === 0) return undefined;
  const isAll =
    !hasNextPage && unansweredIn(data?.pages).every(({ refused }) => refused);
  return isAll ? String(count) : `${count}+`;
}
