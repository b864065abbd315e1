import type { Promotion } from '@towpath/plugin-environment-common';
import { useState } from 'react';
import { usePromotionList } from '../../queries/usePromotions';
import { useQueries } from '@tanstack/react-query';
import { useApi } from '@backstage/core-plugin-api';
import { environmentApiRef } from '../../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '../../queries/everyMinute';
import { promotionKeys } from '../../queries/promotionKeys';

/**
 * What waits for the person who looks. What was decided meanwhile stays in its place until the
 * page is left, so that nothing moves away under the pointer.
 */
export function useInbox() {
  const api = useApi(environmentApiRef);
  const list = usePromotionList({ waitingForMe: true });
  const waiting = list.data?.pages.flatMap(page => page.items);
  const [order, setOrder] = useState<string[]>([]);
  const byId = new Map((waiting ?? []).map(item => [item.id, item]));
  const added = [...byId.keys()].filter(id => !order.includes(id));
  if (added.length > 0) setOrder([...order, ...added]);
  const gone = order.filter(id => waiting && !byId.has(id));
  const decided = useQueries({
    queries: gone.map(id => ({
      queryKey: promotionKeys.one(id),
      queryFn: () => api.getPromotion(id),
      refetchInterval: EVERY_MINUTE_MS,
    })),
  });
  decided.forEach(({ data }) => data && byId.set(data.id, data));
  const items = order
    .map(id => byId.get(id))
    .filter((item): item is Promotion => item !== undefined);
  return { ...list, items: waiting && items, count: waiting?.length };
}
