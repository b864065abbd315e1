import { useState } from 'react';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Plan } from '@towpath/plugin-score-common';
import {
  countFiles,
  countResources,
  DecisionDialog,
  ErrorState,
  isConflict,
  Notice,
  Quiet,
  Reason,
  useOnce,
} from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import { useProvision } from '../../queries/usePlans';
import { PlanAgain } from './PlanAgain';

/** What {@link ProvisionDialog} needs. */
export interface ProvisionDialogProps {
  plan: Plan;
  onClose: () => void;
}

/** What is about to happen in a line, why, and the button; leads to the run that does it. */
export function ProvisionDialog({ plan, onClose }: ProvisionDialogProps) {
  const { id, digest, service, environment, approvals, removes } = plan;
  const verb = removes
    ? `Remove from ${environment}`
    : `Provision ${environment}`;
  const [reason, setReason] = useState('');
  const provision = useProvision();
  const navigate = useNavigate();
  const { once } = useOnce();
  const submit = () =>
    once(whenFailed =>
      provision.mutate(
        { plan: id, digest, reason: reason.trim() || undefined },
        { onSuccess: ({ link }) => navigate(link), ...whenFailed },
      ),
    );
  return (
    <DecisionDialog
      title={
        removes
          ? `Remove ${serviceName(service)} from ${environment}`
          : `Provision ${serviceName(service)} in ${environment}`
      }
      about={`${countResources(plan.resources)}, ${countFiles(plan.files)}`}
      verb={approvals.length > 0 ? 'Ask for approval' : verb}
      busy={provision.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      <Losses plan={plan} />
      {plan.waitsFor && <Quiet>{plan.waitsFor}</Quiet>}
      <Reason
        label="Reason"
        helperText="For whoever approves it, and for the record."
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {provision.error && (
        <ErrorState
          title="It was not begun"
          error={provision.error}
          action={isConflict(provision.error) && <PlanAgain of={plan} />}
        />
      )}
    </DecisionDialog>
  );
}

/** What goes, by name: nobody finds that out afterwards. */
function Losses({ plan: { resources } }: { plan: Plan }) {
  const lost = resources.filter(
    ({ action }) => action === 'delete' || action === 'replace',
  );
  if (lost.length === 0) return null;
  return (
    <Notice>
      <ul>
        {lost.map(({ uid, name, action, notes }) => (
          <li key={uid}>
            {name} is {action === 'delete' ? 'deleted' : 'replaced'}
            {notes.length > 0 && `. ${notes.join('. ')}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
