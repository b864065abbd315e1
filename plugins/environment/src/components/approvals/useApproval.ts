import type { Promotion } from '@towpath/plugin-environment-common';
import { useRef, useState } from 'react';
import { usePromotionChange } from '../../queries/usePromotionChanges';

/**
 * A decision about what is on screen. It binds to what the person saw first: when that has
 * changed, it has to be looked at again before it can be approved.
 */
export function useApproval({ id, approval }: Promotion) {
  const [seen, setSeen] = useState(approval.digest);
  const underWay = useRef(false);
  const approve = usePromotionChange<{ digest: string; comment?: string }>(
    (api, request) => api.approve(id, request),
  );
  const reject = usePromotionChange<{ comment: string }>((api, request) =>
    api.reject(id, request),
  );
  const once = (send: (done: { onSettled: () => void }) => void) => {
    if (underWay.current) return;
    underWay.current = true;
    send({
      onSettled: () => {
        underWay.current = false;
      },
    });
  };
  return {
    changed: approval.digest !== seen,
    acknowledge: () => setSeen(approval.digest),
    error: approve.error ?? reject.error,
    busy: approve.isPending || reject.isPending,
    approve: (comment?: string) => {
      reject.reset();
      once(done => approve.mutate({ digest: seen, comment }, done));
    },
    reject: (comment: string) => {
      approve.reset();
      once(done => reject.mutate({ comment }, done));
    },
  };
}
