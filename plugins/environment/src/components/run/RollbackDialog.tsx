import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  Promotion,
  RollbackPreview,
} from '@towpath/plugin-environment-common';
import {
  Answer,
  createKey,
  DecisionDialog,
  ErrorState,
  Notice,
  Override,
  Part,
  Reason,
  useOnce,
} from '@towpath/ui';
import { serviceName } from '../../lib/serviceName';
import { shortVersion } from '../../lib/shortVersion';
import { usePromotionChange } from '../../queries/usePromotionChanges';
import { useRollbackPreview } from '../../queries/usePromotions';
import { promotionRouteRef } from '../../routes';
import { Changes } from '../shared/Changes';
import { FreezeWords } from './FreezeWords';

/** Begins a rollback at most once for each dialog, and leads to its page. */
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

/** What a rollback would write back, why it is done, and the button. */
export function RollbackDialog(props: {
  promotion: Promotion;
  onClose: () => void;
}) {
  const { promotion, onClose } = props;
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const asked = useRollbackPreview(promotion.id);
  const preview = asked.data;
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
      <Answer
        asked={asked}
        failure="What it would restore is not known"
        rows={3}
      >
        {known => <Preview preview={known} />}
      </Answer>
      {preview?.freeze && (
        <Override
          label="Roll back although the freeze holds; the reason is recorded"
          checked={override}
          onChange={setOverride}
        >
          <FreezeWords freeze={preview.freeze} />
        </Override>
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
  if (!preview.possible) {
    return <Notice alert>It cannot be rolled back: {preview.why}</Notice>;
  }
  return (
    <Part title="What is written back">
      <Changes edits={preview.edits} label="What is written back" />
    </Part>
  );
}
