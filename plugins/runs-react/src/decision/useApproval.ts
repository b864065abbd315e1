import type { Run } from '@towpath/plugin-runs-common';
import { useState } from 'react';
import { useOnce } from '@towpath/ui';
import { useRunChange } from '../queries/useRunChange';

/**
 * A decision about what is on screen. It binds to what the person saw first: when that has
 * changed, it has to be looked at again before it can be approved.
 *
 * @param onDecided - is called before what decides is gone from the page.
 */
export function useApproval({ id, approval }: Run, onDecided?: () => void) {
  const [seen, setSeen] = useState(approval.digest);
  const { once, release } = useOnce();
  const approve = useRunChange<{ digest: string; comment?: string }>(
    (api, request) => api.approve(id, request),
  );
  const reject = useRunChange<{ comment: string }>((api, request) =>
    api.reject(id, request),
  );
  return {
    changed: approval.digest !== seen,
    acknowledge: () => {
      release();
      setSeen(approval.digest);
    },
    error: approve.error ?? reject.error,
    busy: approve.isPending || reject.isPending,
    approve: (comment?: string) => {
      reject.reset();
      once(whenFailed =>
        approve.mutate(
          { digest: seen, comment },
          { onSuccess: onDecided, ...whenFailed },
        ),
      );
    },
    reject: (comment: string) => {
      approve.reset();
      once(whenFailed =>
        reject.mutate({ comment }, { onSuccess: onDecided, ...whenFailed }),
      );
    },
  };
}
