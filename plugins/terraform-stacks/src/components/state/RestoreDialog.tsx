import type { StateVersion } from '@towpath/plugin-terraform-stacks-common';
import { Quiet, ReasonDialog, RelativeTime } from '@towpath/ui';
import { LEAST_REASON } from '../../lib/leastReason';
import { useStackWork } from '../../queries/useStackWork';

/** What {@link RestoreDialog} needs. */
export interface RestoreDialogProps {
  /** Key of the stack. */
  stack: string;
  version: StateVersion;
  onClose: () => void;
}

/** What making an older state the newest one means, and why it is done. */
export function RestoreDialog({ stack, version, onClose }: RestoreDialogProps) {
  const restore = useStackWork((api, reason: string) =>
    api.restore(stack, version.id, reason),
  );
  return (
    <ReasonDialog
      title={`Restore the state of serial ${version.serial}`}
      about={stack}
      least={LEAST_REASON}
      verb={`Restore serial ${version.serial}`}
      sending={restore}
      failed="It was not restored"
      onDecide={(reason, whenFailed) =>
        restore.mutate(reason, { onSuccess: onClose, ...whenFailed })
      }
      onClose={onClose}
    >
      <Quiet>
        The state of <RelativeTime at={version.at} /> becomes the newest one;
        those in between stay in the history. Only what Terraform knows changes,
        and no resource does: what was made since then is there, but no longer
        known. Plan afterwards, and look at the plan before anything is applied.
      </Quiet>
    </ReasonDialog>
  );
}
