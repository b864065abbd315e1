import { useState } from 'react';
import type { Resource } from '@towpath/plugin-score-common';
import {
  DecisionDialog,
  ErrorState,
  Notice,
  Quiet,
  Reason,
  useOnce,
} from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import type { UpkeepWork } from '../../lib/upkeep';
import { useUpkeep } from '../../queries/useUpkeep';

/** What {@link UpkeepDialog} needs. */
export interface UpkeepDialogProps {
  work: UpkeepWork;
  resource: Resource;
  onClose: () => void;
}

/** What would be done with a resource, and why; leads to the run that does it. */
export function UpkeepDialog({ work, resource, onClose }: UpkeepDialogProps) {
  const { verb, means, isFinal, does } = work;
  const [reason, setReason] = useState('');
  const upkeep = useUpkeep(does, resource.id);
  const navigate = useNavigate();
  const { once } = useOnce();
  const hasReason = reason.trim() !== '';
  const submit = () => {
    if (!hasReason) return;
    once(whenFailed =>
      upkeep.mutate(reason.trim(), {
        onSuccess: ({ link }) => navigate(link),
        ...whenFailed,
      }),
    );
  };
  return (
    <DecisionDialog
      title={`${verb}: ${resource.name}`}
      about={`in ${resource.environment}`}
      verb={verb}
      blocked={!hasReason}
      busy={upkeep.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      {isFinal ? <Notice>{means}</Notice> : <Quiet>{means}</Quiet>}
      <Reason
        label="Reason"
        helperText="For the record."
        required
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {upkeep.error && (
        <ErrorState title="It was not begun" error={upkeep.error} />
      )}
    </DecisionDialog>
  );
}
