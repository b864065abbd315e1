import { useState } from 'react';
import {
  DecisionDialog,
  Difference,
  ErrorState,
  Quiet,
  Reason,
  useOnce,
} from '@towpath/ui';
import type { PlacedResource } from '../../lib/drift';
import { useAccept } from '../../queries/useDrift';

/** What {@link AcceptDialog} needs. */
export interface AcceptDialogProps {
  placed: PlacedResource;
  onClose: () => void;
}

/** What would count as provided from now on, and why. */
export function AcceptDialog({ placed, onClose }: AcceptDialogProps) {
  const { environment, resource } = placed;
  const { differences = [], digest = '' } = resource.observation ?? {};
  // What is decided about is what was shown, whatever comes in the background.
  const [shown] = useState({ differences, digest });
  const [reason, setReason] = useState('');
  const accept = useAccept(resource.id);
  const { once } = useOnce();
  const hasReason = reason.trim() !== '';
  const submit = () => {
    if (!hasReason) return;
    once(whenFailed =>
      accept.mutate(
        { digest: shown.digest, reason: reason.trim() },
        { onSuccess: onClose, ...whenFailed },
      ),
    );
  };
  return (
    <DecisionDialog
      title={`Accept ${resource.name} as it is`}
      about={`in ${environment}`}
      verb="Accept"
      blocked={!hasReason}
      busy={accept.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      <Difference
        label="What would count as provided"
        sides={['found', 'provided']}
        items={shown.differences.map(({ field, ...values }) => ({
          name: field,
          ...values,
        }))}
      />
      <Quiet>
        What was found counts as provided from now on, until the Score file or
        its definition asks for something else.
      </Quiet>
      <Reason
        label="Reason"
        helperText="For the record."
        required
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {accept.error && (
        <ErrorState title="It was not accepted" error={accept.error} />
      )}
    </DecisionDialog>
  );
}
