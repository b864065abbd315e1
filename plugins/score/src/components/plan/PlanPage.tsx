import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { serviceName } from '@towpath/plugin-environment-common';
import { Answer, EmptyState, isNotFound, Page } from '@towpath/ui';
import { useParams } from 'react-router-dom';
import { usePlan } from '../../queries/usePlans';
import { rootRouteRef } from '../../routes';
import { PlanBody } from './PlanBody';
import { PlanHeader } from './PlanHeader';

/** One plan: what it would do, what is said of it, and the button that has it done. */
export function PlanPage() {
  const { id = '' } = useParams();
  // What was written, sent or has failed belongs to one plan.
  return <Asked key={id} id={id} />;
}

function Asked({ id }: { id: string }) {
  const plan = usePlan(id);
  const { data } = plan;
  const title =
    data && `Plan of ${serviceName(data.service)} in ${data.environment}`;
  if (isNotFound(plan.error)) return <Gone />;
  return (
    <Page title={title}>
      <Answer asked={plan} failure="The plan cannot be shown" rows={8}>
        {known => (
          <>
            <PlanHeader plan={known} />
            <PlanBody plan={known} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Gone() {
  const board = useRouteRef(rootRouteRef);
  return (
    <Page title="No such plan">
      <EmptyState
        title="There is no such plan any more"
        why="Plans are kept for a while only, since what they show changes. Make a new one on the tab Resources of the service."
        action={<Link to={board()}>See all resources</Link>}
      />
    </Page>
  );
}
