import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import type { Plan } from '@towpath/plugin-score-common';
import { ErrorState } from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import { useMakePlan } from '../../queries/usePlans';
import { planRouteRef } from '../../routes';

/** Plans the same service and environment as they are now, and shows that in place of this plan. */
export function PlanAgain({ of }: { of: Plan }) {
  const { service, environment, removes } = of;
  const make = useMakePlan();
  const navigate = useNavigate();
  const planRoute = useRouteRef(planRouteRef);
  const again = () =>
    make.mutate(
      { service, environment, removes },
      {
        onSuccess: ({ id }) => navigate(planRoute({ id }), { replace: true }),
      },
    );
  return (
    <>
      <Button variant="outlined" disabled={make.isPending} onClick={again}>
        Plan again
      </Button>
      {make.error && (
        <ErrorState title="There is no new plan" error={make.error} />
      )}
    </>
  );
}
