import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Line } from '@towpath/ui';
import type { Provision } from '../../lib/provisionOf';
import { WithOverride } from '../shared/WithOverride';
import { planRouteRef } from '../../routes';
import { useServiceTab } from '../../routes/useServiceTab';

/** Where to look further: the commit, the plan or the promotion, what the service has now. */
export function ProvisionLinks({ provision }: { provision: Provision }) {
  const planRoute = useRouteRef(planRouteRef);
  const tabOf = useServiceTab();
  const { commit, plan, promotion, service, environment, override } = provision;
  const words = commit && `GitOps commit ${commit.sha.slice(0, 7)}`;
  return (
    <Line links="Elsewhere">
      {commit?.url ? <Link to={commit.url}>{words} ↗</Link> : words}
      {promotion ? (
        <Link to={`/runs/${encodeURIComponent(promotion)}`}>Its promotion</Link>
      ) : (
        <Link to={planRoute({ id: plan })}>Its plan</Link>
      )}
      <Link
        to={`${tabOf(service)}?environment=${encodeURIComponent(environment)}`}
      >
        What it has now
      </Link>
      <WithOverride override={override} />
    </Line>
  );
}
