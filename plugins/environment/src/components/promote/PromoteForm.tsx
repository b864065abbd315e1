import { useState } from 'react';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import type { Comparison } from '@towpath/plugin-environment-common';
import { ErrorState, Waiting } from '@towpath/ui';
import { useLastingError } from '../../hooks/useLastingError';
import { isConflict } from '../../lib/isConflict';
import { judgePromotion, overridableGate } from '../../lib/judgePromotion';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { Reason } from '../shared/Reason';
import { useCalmStyles } from '../shared/useCalmStyles';
import { ChangeNotice } from './ChangeNotice';
import { ComparisonView } from './ComparisonView';
import { PromoteTitle } from './PromoteTitle';
import { SetbackOverride } from './SetbackOverride';
import { useBeginPromotion } from './useBeginPromotion';
import { useComparisonShown } from './useComparisonShown';
import { WhyNot } from './WhyNot';

/** What {@link PromoteForm} needs. */
export interface PromoteFormProps {
  place: PromotionPlace;
  titleId: string;
  onClose: () => void;
}

/** The change first, then a reason, then the one button. */
export function PromoteForm({ place, titleId, onClose }: PromoteFormProps) {
  const { changes, ...comparison } = useComparisonShown(place);
  const { error, retry } = useLastingError(comparison);
  const { data } = comparison;
  return (
    <>
      <PromoteTitle id={titleId} place={place} comparison={data} />
      {data && (
        <Decision
          place={place}
          comparison={data}
          changes={changes}
          onClose={onClose}
        />
      )}
      {!data && (
        <>
          <DialogContent dividers>
            {error ? (
              <NotCompared error={error} onRetry={retry} />
            ) : (
              <Waiting rows={6} />
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
          </DialogActions>
        </>
      )}
    </>
  );
}

function NotCompared(props: { error: Error; onRetry: () => void }) {
  const { error, onRetry } = props;
  return isConflict(error) ? (
    <ErrorState
      title="It cannot be promoted now"
      error={error}
      whatToDo="This looks again by itself, and shows the change as soon as there is one to decide on."
      onRetry={onRetry}
    />
  ) : (
    <ErrorState
      title="The versions could not be compared"
      error={error}
      onRetry={onRetry}
    />
  );
}

function Decision(props: {
  place: PromotionPlace;
  comparison: Comparison;
  changes: string[];
  onClose: () => void;
}) {
  const { place, comparison, changes, onClose } = props;
  const classes = useCalmStyles();
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const { begin, error, isPending } = useBeginPromotion(place);
  const { verb, why } = judgePromotion(comparison, { override, reason });
  const setback = overridableGate(comparison);
  const { version, digest } = comparison;
  const blocked = why !== undefined || isPending;
  const submit = () => {
    if (blocked) return;
    begin({
      version,
      digest,
      reason: reason.trim() || undefined,
      ...(setback && { overrideSetback: override }),
    });
  };
  return (
    <>
      <DialogContent dividers className={classes.stack}>
        <ChangeNotice changes={changes} />
        <ComparisonView comparison={comparison} />
        {setback && (
          <SetbackOverride
            gate={setback}
            checked={override}
            onChange={setOverride}
          />
        )}
        {error && !(isConflict(error) && changes.length > 0) && (
          <ErrorState title="Nothing was promoted" error={error} />
        )}
      </DialogContent>
      <div className={classes.foot}>
        <Reason
          label="Reason"
          helperText="For whoever approves it, and for the record."
          required={setback !== undefined}
          value={reason}
          onChange={setReason}
          onEnter={submit}
          focusFirst
        />
      </div>
      <DialogActions className={classes.decision}>
        <WhyNot why={why} comparison={comparison} />
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          color="primary"
          disabled={blocked}
          onClick={submit}
        >
          {verb}
        </Button>
      </DialogActions>
    </>
  );
}
