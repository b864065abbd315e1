import { useState } from 'react';
import { Difference, Quiet, ReasonDialog } from '@towpath/ui';
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
  const accept = useAccept(resource.id);
  return (
    <ReasonDialog
      title={`Accept ${resource.name} as it is`}
      about={`in ${environment}`}
      verb="Accept"
      sending={accept}
      failed="It was not accepted"
      onDecide={(reason, whenFailed) =>
        accept.mutate(
          { digest: shown.digest, reason },
          { onSuccess: onClose, ...whenFailed },
        )
      }
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
    </ReasonDialog>
  );
}
