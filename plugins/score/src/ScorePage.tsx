import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { useMutation } from '@tanstack/react-query';
import { SCORE_RUNS } from '@towpath/plugin-score-common';
import { RunList } from '@towpath/plugin-runs-react';
import {
  DecisionDialog,
  ErrorState,
  Page,
  QueryScope,
  Reason,
  useOnce,
} from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import { scoreApiRef } from './plugin';

/** The runs of the plugin, and a button that begins one. */
export function ScorePage() {
  const [isOpen, setOpen] = useState(false);
  return (
    <QueryScope>
      <Page title="Score">
        <RunList
          title="Score"
          kind={SCORE_RUNS}
          nothing="Nothing was looked at yet."
          action={
            <Button onClick={() => setOpen(true)}>Look at an entity</Button>
          }
        />
        {isOpen && <BeginDialog onClose={() => setOpen(false)} />}
      </Page>
    </QueryScope>
  );
}

function BeginDialog({ onClose }: { onClose: () => void }) {
  const api = useApi(scoreApiRef);
  const navigate = useNavigate();
  const { once } = useOnce();
  const [entity, setEntity] = useState('');
  const [reason, setReason] = useState('');
  const begin = useMutation({
    mutationFn: () => api.begin({ entity: entity.trim(), reason }),
    onSuccess: ({ link }) => navigate(link),
  });
  return (
    <DecisionDialog
      title="Look at an entity"
      verb="Begin"
      blocked={!entity.trim() || !reason.trim()}
      busy={begin.isPending}
      onDecide={() => once(whenFailed => begin.mutate(undefined, whenFailed))}
      onClose={onClose}
    >
      <TextField
        id="entity"
        label="Entity"
        helperText="Such as component:default/payment-service"
        size="small"
        variant="outlined"
        fullWidth
        autoFocus
        value={entity}
        onChange={({ target }) => setEntity(target.value)}
      />
      <Reason label="Reason" value={reason} onChange={setReason} required />
      {begin.error && (
        <ErrorState title="It was not begun" error={begin.error} />
      )}
    </DecisionDialog>
  );
}
