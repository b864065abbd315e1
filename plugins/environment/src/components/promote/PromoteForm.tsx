import {
  DecisionDialog,
  ErrorState,
  isConflict,
  Override,
  Reason,
  useLastingError,
  Waiting,
  type Asked,
} from '@towpath/ui';
import type { Comparison } from '@towpath/plugin-environment-common';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { serviceName } from '../../lib/serviceName';
import { ChangeNotice } from './ChangeNotice';
import { ComparisonView } from './ComparisonView';
import { PromoteAbout } from './PromoteAbout';
import { usePromoteDecision } from './usePromoteDecision';
import { WhyNot } from './WhyNot';

/** What {@link PromoteForm} needs. */
export interface PromoteFormProps {
  place: PromotionPlace;
  onClose: () => void;
}

/** The change first, then a reason, then the one button. */
export function PromoteForm({ place, onClose }: PromoteFormProps) {
  const decision = usePromoteDecision(place);
  const { asked, why, submit } = decision;
  const comparison = asked.data;
  return (
    <DecisionDialog
      wide
      title={`Promote ${serviceName(place.service)}`}
      about={<PromoteAbout place={place} comparison={comparison} />}
      verb={decision.verb}
      blocked={why !== undefined}
      whyNot={comparison && <WhyNot why={why} comparison={comparison} />}
      busy={decision.busy}
      foot={
        comparison && (
          <Reason
            {...decision.reason}
            label="Reason"
            helperText="For whoever approves it, and for the record."
            required={decision.setback !== undefined}
            onEnter={submit}
            focusFirst
          />
        )
      }
      onDecide={submit}
      onClose={onClose}
    >
      {comparison ? (
        <Change decision={decision} comparison={comparison} />
      ) : (
        <NotCompared asked={asked} />
      )}
    </DecisionDialog>
  );
}

function NotCompared({ asked }: { asked: Asked<Comparison> }) {
  const { error, retry } = useLastingError(asked);
  if (!error) return <Waiting rows={6} />;
  return isConflict(error) ? (
    <ErrorState
      title="It cannot be promoted now"
      error={error}
      whatToDo="This looks again by itself, and shows the change as soon as there is one to decide on."
      onRetry={retry}
    />
  ) : (
    <ErrorState
      title="The versions could not be compared"
      error={error}
      onRetry={retry}
    />
  );
}

function Change(props: {
  decision: ReturnType<typeof usePromoteDecision>;
  comparison: Comparison;
}) {
  const { changes, setback, override, error } = props.decision;
  return (
    <>
      <ChangeNotice changes={changes} />
      <ComparisonView comparison={props.comparison} />
      {setback && (
        <Override
          {...override}
          label="Promote it again all the same; the reason below says why"
        >
          {setback.title}: closed, as said above.
        </Override>
      )}
      {error && !(isConflict(error) && changes.length > 0) && (
        <ErrorState title="Nothing was promoted" error={error} />
      )}
    </>
  );
}
