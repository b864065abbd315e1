import type { Plan } from '@towpath/plugin-score-common';
import { Notice, ReasonDialog, countResources } from '@towpath/ui';
import { useBeginRemovals } from '../../queries/useRemovals';

/** What {@link RemoveAllDialog} needs. */
export interface RemoveAllDialogProps {
  /** Name. */
  service: string;
  /** In the order in which they are begun. */
  plans: Plan[];
  onBegun: () => void;
  onClose: () => void;
}

/** All that goes, by name and environment, and why; begins a run for each environment. */
export function RemoveAllDialog(props: RemoveAllDialogProps) {
  const { service, plans, onBegun, onClose } = props;
  const begin = useBeginRemovals();
  return (
    <ReasonDialog
      title={`Remove: ${service}`}
      about={`in ${plans.map(({ environment }) => environment).join(', ')}`}
      verb="Remove all of it"
      sending={begin}
      failed="Not all of it was begun"
      onDecide={(reason, whenFailed) =>
        begin.mutate({ plans, reason }, { onSuccess: onBegun, ...whenFailed })
      }
      onClose={onClose}
    >
      <Notice>
        <ul>
          {plans.map(plan => (
            <li key={plan.id}>
              {plan.environment}: {namesOf(plan) || countResources([])}
              {plan.approvals.length > 0 && ', once it is approved there'}
            </li>
          ))}
        </ul>
      </Notice>
    </ReasonDialog>
  );
}

/** What is deleted: nobody finds that out afterwards. */
function namesOf({ resources }: Plan): string {
  return resources
    .filter(({ action }) => action === 'delete')
    .map(({ name }) => `${name} is deleted`)
    .join(', ');
}
