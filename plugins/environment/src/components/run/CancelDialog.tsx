import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import type { Promotion } from '@towpath/plugin-environment-common';
import { DecisionDialog, ErrorState, Reason, useOnce } from '@towpath/ui';
import { serviceName } from '../../lib/serviceName';
import { shortVersion } from '../../lib/shortVersion';
import { usePromotionChange } from '../../queries/usePromotionChanges';

const whatStays = ({ commit, pullRequest }: Promotion) => {
  if (pullRequest?.state === 'open') {
    return `Pull request #${pullRequest.number} is closed.`;
  }
  if (commit) {
    return `Commit ${commit.sha.slice(
      0,
      7,
    )} was written already and stays; rolling back writes the old values again.`;
  }
  return 'Nothing has been written yet, so nothing stays behind.';
};

/** What cancelling would leave behind, and why one does it. */
export function CancelDialog(props: {
  promotion: Promotion;
  onClose: () => void;
}) {
  const { promotion, onClose } = props;
  const { service, version, to } = promotion;
  const [reason, setReason] = useState('');
  const cancel = usePromotionChange<{ reason?: string }>((api, request) =>
    api.cancel(promotion.id, request),
  );
  const { once } = useOnce();
  const submit = () =>
    once(whenFailed =>
      cancel.mutate(
        { reason: reason.trim() || undefined },
        { onSuccess: onClose, ...whenFailed },
      ),
    );
  return (
    <DecisionDialog
      title={`Cancel ${serviceName(service)} ${shortVersion(version)} → ${to}`}
      verb="Cancel the promotion"
      leave="Let it go on"
      busy={cancel.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      <Typography variant="body2">{whatStays(promotion)}</Typography>
      <Reason
        label="Reason"
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {cancel.error && (
        <ErrorState title="It was not cancelled" error={cancel.error} />
      )}
    </DecisionDialog>
  );
}
