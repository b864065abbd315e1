import { useRouteRef } from '@backstage/core-plugin-api';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { createKey } from '../../lib/createKey';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { usePromotionChange } from '../../queries/usePromotionChanges';
import { promotionRouteRef } from '../../routes';

/** What a person decided in the dialog. */
export interface PromotionChoice {
  version: string;
  /** Of the comparison that was on screen. */
  digest: string;
  reason?: string;
}

/**
 * Begins a promotion at most once for each dialog that was opened, and leads to its page.
 */
export function useBeginPromotion(place: PromotionPlace) {
  const [idempotencyKey] = useState(createKey);
  const underWay = useRef(false);
  const navigate = useNavigate();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { mutate, error, isPending } = usePromotionChange<PromotionChoice>(
    (api, choice) => api.promote({ ...place, ...choice }, { idempotencyKey }),
  );
  const begin = (choice: PromotionChoice) => {
    // The second click of a double click comes before the button is drawn disabled.
    if (underWay.current) return;
    underWay.current = true;
    mutate(choice, {
      onSuccess: ({ id }) =>
        navigate(promotionRoute({ id }), { replace: true }),
      onSettled: () => {
        underWay.current = false;
      },
    });
  };
  return { begin, error, isPending };
}
