import { useRouteRef } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { createKey, useOnce } from '@towpath/ui';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { usePromotionChange } from '../../queries/usePromotionChanges';
import { promotionRouteRef } from '../../routes';

/** What a person decided in the dialog. */
export interface PromotionChoice {
  version: string;
  /** Of the comparison that was on screen. */
  digest: string;
  reason?: string;
  /** Although the version failed or was rolled back there before. */
  overrideSetback?: boolean;
}

/**
 * Begins a promotion at most once for each dialog that was opened, and leads to its page.
 */
export function useBeginPromotion(place: PromotionPlace) {
  const [idempotencyKey] = useState(createKey);
  const { once } = useOnce();
  const navigate = useNavigate();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { mutate, error, isPending } = usePromotionChange<PromotionChoice>(
    (api, choice) => api.promote({ ...place, ...choice }, { idempotencyKey }),
  );
  const begin = (choice: PromotionChoice) =>
    once(whenFailed =>
      mutate(choice, {
        onSuccess: ({ id }) =>
          navigate(promotionRoute({ id }), { replace: true }),
        ...whenFailed,
      }),
    );
  return { begin, error, isPending };
}
