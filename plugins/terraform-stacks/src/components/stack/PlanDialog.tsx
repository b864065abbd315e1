import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import {
  DecisionDialog,
  ErrorState,
  Notice,
  Quiet,
  Reason,
  useOnce,
} from '@towpath/ui';
import { useState } from 'react';
import {
  isWhole,
  PLAIN,
  toRequest,
  type PlanChoices,
} from '../../lib/planRequest';
import { useResources } from '../../queries/useStackParts';
import { usePlanStack } from '../../queries/useStackWork';
import { AddressChoice } from './AddressChoice';
import { ImportRows } from './ImportRows';

/** What {@link PlanDialog} needs. */
export interface PlanDialogProps {
  /** Key of the stack. */
  stack: string;
  onClose: () => void;
}

/** What to plan beside what the module asks for; leads to the run that plans it. */
export function PlanDialog({ stack, onClose }: PlanDialogProps) {
  const [choices, setChoices] = useState(PLAIN);
  const plan = usePlanStack(stack);
  const { once } = useOnce();
  const change = (changes: Partial<PlanChoices>) =>
    setChoices(now => ({ ...now, ...changes }));
  const submit = () => once(failing => plan.begin(toRequest(choices), failing));
  return (
    <DecisionDialog
      title="Plan"
      about={stack}
      verb={choices.onlyLook ? 'Look what would change' : 'Plan the change'}
      blocked={!isWhole(choices)}
      whyNot={
        !isWhole(choices) && (
          <Quiet component="span">An import needs an address and an id.</Quiet>
        )
      }
      busy={plan.isPending}
      focusVerb
      wide
      onDecide={submit}
      onClose={onClose}
    >
      <Quiet>
        Terraform compares the module with what is there. Nothing is changed
        before somebody who may has seen the plan and confirms it.
      </Quiet>
      <Fields stack={stack} choices={choices} onChange={change} />
      {plan.error && (
        <ErrorState title="Nothing was planned" error={plan.error} />
      )}
    </DecisionDialog>
  );
}

function Fields(props: {
  stack: string;
  choices: PlanChoices;
  onChange: (changes: Partial<PlanChoices>) => void;
}) {
  const { stack, choices, onChange } = props;
  const addresses = useResources(stack)
    .data?.resources.filter(({ mode }) => mode === 'managed')
    .map(({ address }) => address);
  return (
    <>
      <AddressChoice
        label="Make anew"
        helperText="Addresses to replace although nothing of them changes."
        options={addresses ?? []}
        value={choices.replace}
        onChange={replace => onChange({ replace })}
      />
      <AddressChoice
        label="Only these"
        helperText="Addresses to plan alone, with what they depend on; all when empty."
        options={addresses ?? []}
        value={choices.targets}
        onChange={targets => onChange({ targets })}
      />
      {choices.targets.length > 0 && (
        <Notice>
          It leaves the stack other than its module says: what else differs is
          not planned, and nobody is told of it. It is for getting out of
          trouble.
        </Notice>
      )}
      <ImportRows
        rows={choices.imports}
        onChange={imports => onChange({ imports })}
      />
      <FormControlLabel
        label="Only look: this run can never be applied, and holds up no other"
        control={
          <Checkbox
            size="small"
            color="primary"
            checked={choices.onlyLook}
            onChange={event => onChange({ onlyLook: event.target.checked })}
          />
        }
      />
      <Reason
        label="Reason"
        helperText="Welcome; it stays with the run."
        value={choices.reason}
        onChange={reason => onChange({ reason })}
      />
    </>
  );
}
