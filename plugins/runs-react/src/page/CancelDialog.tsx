import Typography from '@material-ui/core/Typography';
import type { Run } from '@towpath/plugin-runs-common';
import { ReasonDialog } from '@towpath/ui';
import { useRunView } from '../kinds/useRunView';
import { useRunChange } from '../queries/useRunChange';

/** What cancelling would leave behind, and why one does it. */
export function CancelDialog(props: { run: Run; onClose: () => void }) {
  const { run, onClose } = props;
  const { noun, whatStays } = useRunView(run.kind);
  const cancel = useRunChange<{ reason?: string }>((api, request) =>
    api.cancel(run.id, request),
  );
  return (
    <ReasonDialog
      title={`Cancel ${run.title}`}
      verb={`Cancel the ${noun}`}
      leave="Let it go on"
      optional
      sending={cancel}
      failed="It was not cancelled"
      onDecide={(reason, whenFailed) =>
        cancel.mutate(
          { reason: reason || undefined },
          { onSuccess: onClose, ...whenFailed },
        )
      }
      onClose={onClose}
    >
      {whatStays && <Typography variant="body2">{whatStays(run)}</Typography>}
    </ReasonDialog>
  );
}
