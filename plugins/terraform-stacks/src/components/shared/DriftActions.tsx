import Button from '@material-ui/core/Button';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import { Controls, ErrorState, Quiet, ReasonDialog } from '@towpath/ui';
import { useState } from 'react';
import { LEAST_REASON } from '../../lib/leastReason';
import { usePlanStack } from '../../queries/useStackWork';
import { WhyNot } from './WhyNot';

/** The two ways out of drift, for whoever may go them. */
export function DriftActions({ detail }: { detail: StackDetail }) {
  const [accepting, setAccepting] = useState(false);
  const { stack, abilities } = detail;
  const mend = usePlanStack(stack.key);
  const { allowed } = abilities.plan;
  return (
    <>
      <Controls>
        <Button
          size="small"
          variant="contained"
          color="primary"
          disabled={!allowed || mend.isPending}
          onClick={() =>
            mend.begin({
              intent: 'change',
              reason: 'Mend what was changed outside of Terraform',
            })
          }
        >
          Plan that mends
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={!allowed}
          onClick={() => setAccepting(true)}
        >
          Accept what is…
        </Button>
        <WhyNot of={abilities.plan} />
      </Controls>
      {mend.error && (
        <ErrorState title="Nothing was planned" error={mend.error} />
      )}
      {accepting && (
        <AcceptDialog stack={stack.key} onClose={() => setAccepting(false)} />
      )}
    </>
  );
}

function AcceptDialog(props: { stack: string; onClose: () => void }) {
  const { stack, onClose } = props;
  const accept = usePlanStack(stack);
  return (
    <ReasonDialog
      title="Accept what is"
      about={stack}
      least={LEAST_REASON}
      verb="Plan to accept"
      optional
      helperText="Welcome; it stays with the run."
      sending={accept}
      failed="Nothing was planned"
      onDecide={(reason, whenFailed) =>
        accept.begin(
          { intent: 'accept-drift', ...(reason && { reason }) },
          whenFailed,
        )
      }
      onClose={onClose}
    >
      <Quiet>
        What is there is written into the state, and no resource is changed. As
        long as the module says something else, the next plan puts it back: what
        is to stay belongs into the module as well.
      </Quiet>
    </ReasonDialog>
  );
}
