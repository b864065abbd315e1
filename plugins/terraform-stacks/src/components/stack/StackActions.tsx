import Button from '@material-ui/core/Button';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import { Controls, ErrorState, Quiet, ReasonDialog } from '@towpath/ui';
import { useState } from 'react';
import { LEAST_REASON } from '../../lib/leastReason';
import { usePlanStack } from '../../queries/useStackWork';
import { WhyNot } from '../shared/WhyNot';
import { PlanDialog } from './PlanDialog';

/** What can be begun on a stack, and why not where it cannot. */
export function StackActions({ detail }: { detail: StackDetail }) {
  const [open, setOpen] = useState<'plan' | 'delete'>();
  const { stack, abilities } = detail;
  const look = usePlanStack(stack.key);
  const { allowed } = abilities.plan;
  const close = () => setOpen(undefined);
  return (
    <>
      <Controls>
        <Button
          size="small"
          variant="contained"
          color="primary"
          disabled={!allowed}
          onClick={() => setOpen('plan')}
        >
          Plan…
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={!allowed || look.isPending}
          onClick={() => look.begin({ intent: 'drift' })}
        >
          Look for drift
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={!abilities.delete.allowed}
          onClick={() => setOpen('delete')}
        >
          Delete all…
        </Button>
        <WhyNot of={allowed ? abilities.delete : abilities.plan} />
      </Controls>
      {look.error && <ErrorState title="It was not begun" error={look.error} />}
      {open === 'plan' && <PlanDialog stack={stack.key} onClose={close} />}
      {open === 'delete' && <DeleteDialog detail={detail} onClose={close} />}
    </>
  );
}

function DeleteDialog(props: { detail: StackDetail; onClose: () => void }) {
  const { detail, onClose } = props;
  const { stack } = detail;
  const plan = usePlanStack(stack.key);
  return (
    <ReasonDialog
      title="Delete all in the stack"
      about={stack.key}
      least={LEAST_REASON}
      verb="Plan to delete all"
      sending={plan}
      failed="Nothing was planned"
      onDecide={(reason, whenFailed) =>
        plan.begin({ intent: 'delete', reason }, whenFailed)
      }
      onClose={onClose}
    >
      <Quiet>
        First comes a plan of what would be deleted. Nothing is deleted before
        somebody who may has seen it and confirms it.
      </Quiet>
    </ReasonDialog>
  );
}
