import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Plan } from '@towpath/plugin-score-common';
import {
  countResources,
  Line,
  Quiet,
  Row,
  StateChip,
  Strong,
} from '@towpath/ui';
import type { Removal } from '../../lib/removals';
import { planRouteRef } from '../../routes';

/** What {@link RemovalRow} needs. */
export interface RemovalRowProps {
  of: Removal;
  /** Of what is there. */
  plan?: Plan;
}

/** One environment: what is there, what a plan would do about it, and the run that does. */
export function RemovalRow({ of, plan }: RemovalRowProps) {
  const { environment, there, run } = of;
  const { name, title = name, whyNot } = environment;
  return (
    <Row dense>
      <Line
        state={run && <StateChip state={run.status} />}
        end={run && <Link to={run.link}>Its removal</Link>}
      >
        <Strong>{title}</Strong>
        <Quiet component="span">
          {there.length > 0
            ? there.map(one => one.name).join(', ')
            : 'nothing is there any more'}
        </Quiet>
      </Line>
      {run && !run.endedAt && run.waitingFor && <Quiet>{run.waitingFor}</Quiet>}
      {run?.endedAt && run.outcome && <Quiet>{run.outcome}</Quiet>}
      {whyNot && there.length > 0 && <Quiet>{whyNot}</Quiet>}
      {plan && there.length > 0 && <PlanInShort of={plan} />}
    </Row>
  );
}

function PlanInShort({ of: plan }: { of: Plan }) {
  const planRoute = useRouteRef(planRouteRef);
  const { id, resources, whyNot, waitsFor, approvals } = plan;
  return (
    <>
      <div>
        <Link to={planRoute({ id })}>{countResources(resources)}</Link>
        {approvals.length > 0 && ', once it is approved'}
      </div>
      {(whyNot ?? waitsFor) && <Quiet>{whyNot ?? waitsFor}</Quiet>}
    </>
  );
}
