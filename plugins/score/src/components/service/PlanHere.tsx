import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import type { ScoreService } from '@towpath/plugin-score-common';
import { Controls, ErrorState, monthly, Quiet, sumOf } from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import { useMakePlan } from '../../queries/usePlans';
import { planRouteRef } from '../../routes';
import { WithOverride } from '../shared/WithOverride';

/** What {@link PlanHere} needs. */
export interface PlanHereProps {
  /** Entity reference. */
  service: string;
  environment: ScoreService['environments'][number];
}

/** What an environment costs, and a plan of what would be done there; or why nothing can be. */
export function PlanHere({ service, environment }: PlanHereProps) {
  const { name, title = name, whyNot, override, resources } = environment;
  const make = useMakePlan();
  const navigate = useNavigate();
  const planRoute = useRouteRef(planRouteRef);
  const plan = (removes?: boolean) =>
    make.mutate(
      { service, environment: name, removes },
      { onSuccess: ({ id }) => navigate(planRoute({ id })) },
    );
  // A copy that is kept is neither paid for nor taken away.
  const there = resources.filter(({ status }) => status !== 'kept');
  return (
    <>
      {sumOf(there.map(({ cost }) => cost)).map(cost => (
        <Quiet key={cost.currency}>{monthly(cost)} in all</Quiet>
      ))}
      {override && (
        <div>
          <WithOverride override={override} />
        </div>
      )}
      {whyNot ? (
        <Quiet>{whyNot}</Quiet>
      ) : (
        <Controls>
          <Button
            size="small"
            variant="outlined"
            disabled={make.isPending}
            onClick={() => plan()}
          >
            Plan {title}
          </Button>
          {there.length > 0 && (
            <Button
              size="small"
              disabled={make.isPending}
              onClick={() => plan(true)}
              aria-label={`Remove from ${title}`}
            >
              Remove…
            </Button>
          )}
        </Controls>
      )}
      {make.error && <ErrorState title="There is no plan" error={make.error} />}
    </>
  );
}
