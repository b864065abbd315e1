import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { ErrorState, Quiet } from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import type { PlacedResource } from '../../lib/drift';
import { useMakePlan } from '../../queries/usePlans';
import { planRouteRef } from '../../routes';

/** A plan of the place, which shows what would be mended; or why there can be none. */
export function MendByPlan({ placed }: { placed: PlacedResource }) {
  const { whyNot, resource } = placed;
  const make = useMakePlan();
  const navigate = useNavigate();
  const planRoute = useRouteRef(planRouteRef);
  if (whyNot) return <Quiet>{whyNot}</Quiet>;
  const { service, environment } = resource;
  const plan = () =>
    make.mutate(
      { service, environment },
      { onSuccess: ({ id }) => navigate(planRoute({ id })) },
    );
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        disabled={make.isPending}
        onClick={plan}
      >
        Plan that mends it
      </Button>
      {make.error && <ErrorState title="There is no plan" error={make.error} />}
    </>
  );
}
