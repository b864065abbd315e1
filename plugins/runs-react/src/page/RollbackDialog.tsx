import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Run } from '@towpath/plugin-runs-common';
import {
  createKey,
  DecisionDialog,
  ErrorState,
  Reason,
  useOnce,
} from '@towpath/ui';
import { useRunView } from '../kinds/useRunView';
import { useRunChange } from '../queries/useRunChange';

/** Why a run is taken back, and the button; leads to the run that does it. */
export function RollbackDialog(props: { run: Run; onClose: () => void }) {
  const { run, onClose } = props;
  const { rollBack } = useRunView(run.kind);
  const [reason, setReason] = useState('');
  const [idempotencyKey] = useState(createKey);
  const navigate = useNavigate();
  const { once } = useOnce();
  const change = useRunChange<{ reason: string }>((api, request) =>
    api.rollBack(run.id, request, { idempotencyKey }),
  );
  const why = reason.trim();
  const submit = () => {
    if (why === '') return;
    once(whenFailed =>
      change.mutate(
        { reason: why },
        { onSuccess: begun => navigate(begun.link), ...whenFailed },
      ),
    );
  };
  return (
    <DecisionDialog
      title={`Roll back ${run.title}`}
      verb={rollBack?.(run)?.words ?? 'Roll back'}
      blocked={why === ''}
      busy={change.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      <Reason
        required
        focusFirst
        label="Reason"
        value={reason}
        onChange={setReason}
        onEnter={submit}
      />
      {change.error && (
        <ErrorState title="It was not rolled back" error={change.error} />
      )}
    </DecisionDialog>
  );
}
