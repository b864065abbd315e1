import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import type { Run } from '@towpath/plugin-runs-common';
import { DecisionDialog, ErrorState, Reason, useOnce } from '@towpath/ui';
import { useRunView } from '../kinds/useRunView';
import { useRunChange } from '../queries/useRunChange';

/** What cancelling would leave behind, and why one does it. */
export function CancelDialog(props: { run: Run; onClose: () => void }) {
  const { run, onClose } = props;
  const { noun, whatStays } = useRunView(run.kind);
  const [reason, setReason] = useState('');
  const cancel = useRunChange<{ reason?: string }>((api, request) =>
    api.cancel(run.id, request),
  );
  const { once } = useOnce();
  const submit = () =>
    once(whenFailed =>
      cancel.mutate(
        { reason: reason.trim() || undefined },
        { onSuccess: onClose, ...whenFailed },
      ),
    );
  return (
    <DecisionDialog
      title={`Cancel ${run.title}`}
      verb={`Cancel the ${noun}`}
      leave="Let it go on"
      busy={cancel.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      {whatStays && <Typography variant="body2">{whatStays(run)}</Typography>}
      <Reason
        label="Reason"
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {cancel.error && (
        <ErrorState title="It was not cancelled" error={cancel.error} />
      )}
    </DecisionDialog>
  );
}
