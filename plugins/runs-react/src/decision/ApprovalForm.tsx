import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { Run } from '@towpath/plugin-runs-common';
import {
  Controls,
  ErrorState,
  Notice,
  Quiet,
  Reason,
  Stack,
} from '@towpath/ui';
import { useRunView } from '../kinds/useRunView';
import { useApproval } from './useApproval';

/** Approves or rejects what is shown beside it; explains itself where one may not. */
export function ApprovalForm(props: {
  run: Run;
  /** It was decided; what is shown here may go. */
  onDecided?: () => void;
}) {
  const { run, onDecided } = props;
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const approval = useApproval(run, onDecided);
  const { approve = () => 'Approve' } = useRunView(run.kind);
  const { can } = run;
  if (!can.approve.allowed && !can.reject.allowed) {
    return <Quiet>{can.approve.why}</Quiet>;
  }
  const words = comment.trim();
  const reject = () => {
    setMissing(words === '');
    if (words !== '') approval.reject(words);
  };
  return (
    <Stack>
      {approval.changed && <Changed onAcknowledge={approval.acknowledge} />}
      <Reason
        label="Comment"
        value={comment}
        onChange={text => {
          setComment(text);
          setMissing(false);
        }}
        problem={
          missing
            ? 'Say why, so that whoever asked knows what to change.'
            : undefined
        }
        helperText="Needed to reject, welcome to approve."
      />
      <Controls>
        <Button
          variant="contained"
          color="primary"
          disabled={!can.approve.allowed || approval.busy || approval.changed}
          onClick={() => approval.approve(words || undefined)}
        >
          {approve(run)}
        </Button>
        <Button
          variant="outlined"
          disabled={!can.reject.allowed || approval.busy}
          onClick={reject}
        >
          Reject
        </Button>
        {!can.approve.allowed && <Quiet>{can.approve.why}</Quiet>}
      </Controls>
      {approval.error && (
        <ErrorState title="Nothing was decided" error={approval.error} />
      )}
    </Stack>
  );
}

function Changed({ onAcknowledge }: { onAcknowledge: () => void }) {
  return (
    <Notice alert>
      <strong>What would be changed is not what you saw before.</strong> Earlier
      approvals are void. Look at the change again; what you wrote is kept.{' '}
      <Button size="small" variant="outlined" onClick={onAcknowledge}>
        I have looked at it
      </Button>
    </Notice>
  );
}
