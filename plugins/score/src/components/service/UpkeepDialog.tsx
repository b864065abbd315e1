import type { Resource } from '@towpath/plugin-score-common';
import { Notice, Quiet, ReasonDialog } from '@towpath/ui';
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
  const upkeep = useUpkeep(does, resource.id);
  const navigate = useNavigate();
  return (
    <ReasonDialog
      title={`${verb}: ${resource.name}`}
      about={`in ${resource.environment}`}
      verb={verb}
      sending={upkeep}
      failed="It was not begun"
      onDecide={(reason, whenFailed) =>
        upkeep.mutate(reason, {
          onSuccess: ({ link }) => navigate(link),
          ...whenFailed,
        })
      }
      onClose={onClose}
    >
      {isFinal ? <Notice>{means}</Notice> : <Quiet>{means}</Quiet>}
    </ReasonDialog>
  );
}
