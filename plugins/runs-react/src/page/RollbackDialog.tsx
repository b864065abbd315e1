import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Run } from '@towpath/plugin-runs-common';
import { createKey, ReasonDialog } from '@towpath/ui';
import { useRunView } from '../kinds/useRunView';
import { useRunChange } from '../queries/useRunChange';

/** Why a run is taken back, and the button; leads to the run that does it. */
export function RollbackDialog(props: { run: Run; onClose: () => void }) {
  const { run, onClose } = props;
  const { rollBack } = useRunView(run.kind);
  const [idempotencyKey] = useState(createKey);
  const navigate = useNavigate();
  const change = useRunChange<{ reason: string }>((api, request) =>
    api.rollBack(run.id, request, { idempotencyKey }),
  );
  return (
    <ReasonDialog
      title={`Roll back ${run.title}`}
      verb={rollBack?.(run)?.words ?? 'Roll back'}
      sending={change}
      failed="It was not rolled back"
      onDecide={(reason, whenFailed) =>
        change.mutate(
          { reason },
          { onSuccess: begun => navigate(begun.link), ...whenFailed },
        )
      }
      onClose={onClose}
    />
  );
}
