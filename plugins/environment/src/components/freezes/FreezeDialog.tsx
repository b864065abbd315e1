import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { DateTime } from 'luxon';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import { DecisionDialog, ErrorState, Reason, useOnce } from '@towpath/ui';
import { useCreateFreeze } from '../../queries/useFreezes';
import { checkFreeze, type FreezeDraft } from './checkFreeze';
import { EnvironmentChoice } from './EnvironmentChoice';
import { ServicesChoice } from './ServicesChoice';

/** What {@link FreezeDialog} needs. */
export interface FreezeDialogProps {
  /** The environment that is chosen at first; none when it is not among the others. */
  environment: string;
  /** Those to choose from. */
  environments: EnvironmentSummary[];
  onClose: () => void;
}

/** Freezes an environment: which, for whom, why, from when until when. */
export function FreezeDialog(props: FreezeDialogProps) {
  const { environment, environments, onClose } = props;
  const [draft, setDraft] = useState<FreezeDraft>({
    environment: environments.some(({ name }) => name === environment)
      ? environment
      : '',
    services: [],
    reason: '',
    from: '',
    until: '',
  });
  const [checked, setChecked] = useState(false);
  const create = useCreateFreeze();
  const { once } = useOnce();
  const { request, problems } = checkFreeze(draft);
  const shown = checked ? problems : {};
  const set = (change: Partial<FreezeDraft>) =>
    setDraft({ ...draft, ...change });
  const submit = () => {
    setChecked(true);
    if (!request) return;
    once(whenFailed =>
      create.mutate(request, { onSuccess: onClose, ...whenFailed }),
    );
  };
  return (
    <DecisionDialog
      title="Freeze an environment"
      verb={draft.environment ? `Freeze ${draft.environment}` : 'Freeze'}
      busy={create.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      <EnvironmentChoice
        environments={environments}
        value={draft.environment}
        problem={shown.environment}
        onChange={value => set({ environment: value })}
      />
      <ServicesChoice
        value={draft.services}
        onChange={services => set({ services })}
      />
      <Reason
        required
        label="Reason"
        helperText="Everybody who is stopped by it reads this."
        value={draft.reason}
        problem={shown.reason}
        onChange={reason => set({ reason })}
        onEnter={submit}
      />
      <MomentField
        label="From"
        helperText="Now, when left empty."
        value={draft.from}
        onChange={from => set({ from })}
      />
      <MomentField
        required
        label="Until"
        helperText={`On your clock, which is that of ${
          DateTime.local().zoneName
        }.`}
        value={draft.until}
        problem={shown.until}
        onChange={until => set({ until })}
      />
      {create.error && (
        <ErrorState title="Nothing was frozen" error={create.error} />
      )}
    </DecisionDialog>
  );
}

function MomentField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string;
  helperText?: string;
  required?: boolean;
}) {
  const { label, value, onChange, problem, helperText, required } = props;
  const id = useId();
  return (
    <TextField
      id={id}
      type="datetime-local"
      size="small"
      variant="outlined"
      label={label}
      value={value}
      required={required}
      error={problem !== undefined}
      helperText={problem ?? helperText}
      InputLabelProps={{ shrink: true }}
      onChange={event => onChange(event.target.value)}
    />
  );
}
