import { useApi } from '@backstage/core-plugin-api';
import { useQueries } from '@tanstack/react-query';
import type { Run, RunPage, UnansweredKind } from '@towpath/plugin-runs-common';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { useState } from 'react';
import { runsApiRef } from '../api/runsApiRef';
import { keys } from '../queries/keys';
import { useRunList } from '../queries/useRuns';

/**
 * What waits for the person who looks. What was decided meanwhile stays in its place until the
 * page is left, so that nothing moves away under the pointer.
 */
export function useInbox() {
  const api = useApi(runsApiRef);
  const list = useRunList({ waitingForMe: true });
  const waiting = list.data?.pages.flatMap(page => page.items);
  const [order, setOrder] = useState<string[]>([]);
  const byId = new Map((waiting ?? []).map(item => [item.id, item]));
  const added = [...byId.keys()].filter(id => !order.includes(id));
  if (added.length > 0) setOrder([...order, ...added]);
  const gone = order.filter(id => waiting && !byId.has(id));
  const decided = useQueries({
    queries: gone.map(id => ({
      queryKey: keys.one(id),
      queryFn: () => api.get(id),
      refetchInterval: EVERY_MINUTE_MS,
    })),
  });
  decided.forEach(({ data }) => data && byId.set(data.id, data));
  const items = order
    .map(id => byId.get(id))
    .filter((item): item is Run => item !== undefined);
  return {
    ...list,
    items: waiting && items,
    count: waiting?.length,
    unanswered: unansweredIn(list.data?.pages),
  };
}

/** Each kind once, as it was last asked. */
export function unansweredIn(pages: RunPage[] = []): UnansweredKind[] {
  const all = pages.flatMap(({ unanswered }) => unanswered);
  return [...new Map(all.map(one => [one.kind, one])).values()];
}
