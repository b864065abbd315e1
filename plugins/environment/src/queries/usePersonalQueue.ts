import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { Freeze, Promotion } from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { EVERY_MINUTE_MS } from '@towpath/ui';
import { keys } from './keys';

const AT_MOST = 20;

/** What may wait for one person. */
export interface PersonalQueue {
  /** Promotions that they can approve. */
  approvals: Promotion[];
  /** Promotions that they asked for, newest first. */
  askedFor: Promotion[];
  /** Freezes that hold now. */
  freezes: Freeze[];
}

/**
 * What may wait for the person who looks.
 *
 * @param userRef - their entity reference; nothing is asked before it is known.
 */
export function usePersonalQueue(userRef?: string) {
  const api = useApi(environmentApiRef);
  return useQuery<PersonalQueue, Error>({
    queryKey: [...keys.promotions, 'queue', userRef],
    enabled: userRef !== undefined,
    queryFn: async () => {
      const [approvals, askedFor, freezes] = await Promise.all([
        api.listPromotions({ waitingForMe: true, limit: AT_MOST }),
        api.listPromotions({ requestedBy: userRef, limit: AT_MOST }),
        api.listFreezes({ limit: AT_MOST }),
      ]);
      return {
        approvals: approvals.items,
        askedFor: askedFor.items,
        freezes: freezes.items.filter(({ active }) => active),
      };
    },
    refetchInterval: EVERY_MINUTE_MS,
  });
}
