import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  Promotion,
  RollbackPreview,
} from '@towpath/plugin-environment-common';
import { ErrorState, Waiting, useOnce } from '@towpath/ui';
import { createKey } from '../../lib/createKey';
import { serviceName } from '../../lib/serviceName';
import { shortVersion } from '../../lib/shortVersion';
import { usePromotionChange } from '../../queries/usePromotionChanges';
import { useRollbackPreview } from '../../queries/usePromotions';
import { promotionRouteRef } from '../../routes';
import { Changes } from '../shared/Changes';
import { DecisionDialog } from '../shared/DecisionDialog';
import { Part } from '../shared/Part';
import { Reason } from '../shared/Reason';
import { useCalmStyles } from '../shared/useCalmStyles';
import { FreezeOverride } from './FreezeOverride';

/** Begins a roll back at most once for each dialog, and leads to its page. */
function useRollback(id: string) {
  const [idempotencyKey] = useState(createKey);
  const { once } = useOnce();
  const navigate = useNavigate();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const change = usePromotionChange<{
    reason: string;
    overrideFreeze?: boolean;
  }>((api, request) => api.rollback(id, request, { idempotencyKey }));
  return {
    ...change,
    begin: (request: { reason: string; overrideFreeze?: boolean }) =>
      once(whenFailed =>
        change.mutate(request, {
          onSuccess: begun => navigate(promotionRoute({ id: begun.id })),
          ...whenFailed,
        }),
      ),
  };
}

/** What a roll back would write back, why it is done, and the button. */
export function RollbackDialog(props: {
  promotion: Promotion;
  onClose: () => void;
}) {
  const { promotion, onClose } = props;
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const { data: preview, error, refetch } = useRollbackPreview(promotion.id);
  const rollback = useRollback(promotion.id);
  const why = reason.trim();
  const blocked =
    !preview?.possible || why === '' || (preview.freeze && !override);
  const submit = () => {
    if (blocked || rollback.isPending) return;
    rollback.begin({
      reason: why,
      ...(preview.freeze && { overrideFreeze: true }),
    });
  };
  const version = preview?.version ?? promotion.fromVersion;
  return (
    <DecisionDialog
      title={`Roll back ${serviceName(promotion.service)} in ${promotion.to}`}
      verb={version ? `Roll back to ${shortVersion(version)}` : 'Roll back'}
      blocked={blocked}
      busy={rollback.isPending}
      onDecide={submit}
      onClose={onClose}
    >
      {!preview && !error && <Waiting rows={3} />}
      {error && (
        <ErrorState
          title="What it would restore is not known"
          error={error}
          onRetry={() => refetch()}
        />
      )}
      {preview && <Preview preview={preview} />}
      {preview?.freeze && (
        <FreezeOverride
          freeze={preview.freeze}
          checked={override}
          onChange={setOverride}
        />
      )}
      {preview?.possible && (
        <Reason
          required
          focusFirst
          label="Reason"
          helperText="Automatic promotion stays off until somebody lifts the hold; this says why."
          value={reason}
          onChange={setReason}
          onEnter={submit}
        />
      )}
      {rollback.error && (
        <ErrorState title="It was not rolled back" error={rollback.error} />
      )}
    </DecisionDialog>
  );
}

function Preview({ preview }: { preview: RollbackPreview }) {
  const classes = useCalmStyles();
  if (!preview.possible) {
    return (
      <div role="alert" className={classes.notice}>
        It cannot be rolled back: {preview.why}
      </div>
    );
  }
  return (
    <Part title="What is written back">
      <Changes edits={preview.edits} label="What is written back" />
    </Part>
  );
}
