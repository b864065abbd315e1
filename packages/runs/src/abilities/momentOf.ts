import { isEnded } from '@towpath/plugin-runs-common';
import type { Run } from '@towpath/workflow';
import { notNow, YES, type Ability } from './Ability';

/** Whether a run can be cancelled now. */
export function cancelOf({
  status,
  cancelRequestedBy,
}: Pick<Run, 'status' | 'cancelRequestedBy'>): Ability {
  if (isEnded(status)) return notNow('It has ended');
  return cancelRequestedBy ? notNow('It is cancelled already') : YES;
}

/** Whether a run can be tried again now. */
export function retryOf({ status }: Pick<Run, 'status'>): Ability {
  return status === 'failed'
    ? YES
    : notNow('Only what has failed can be tried again');
}
