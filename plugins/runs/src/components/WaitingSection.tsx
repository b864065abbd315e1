import { Link } from '@backstage/core-components';
import { useStillLoading } from '@towpath/home-react';
import type { Run, RunPage } from '@towpath/plugin-runs-common';
import {
  RunTitle,
  Unanswered,
  unansweredIn,
  useMyRef,
  useRunList,
  useRunSignals,
} from '@towpath/plugin-runs-react';
import {
  Answer,
  both,
  Line,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
  useNow,
} from '@towpath/ui';
import { findFailures } from './findFailures';

const AT_MOST = 20;

/**
 * What waits for the decision of the person who looks, and what of theirs has failed lately, of every
 * kind. Absent when nothing does, and every kind has said so.
 */
export function WaitingSection() {
  const me = useMyRef();
  const waiting = useRunList({ waitingForMe: true, limit: AT_MOST });
  const askedFor = useRunList(
    { requestedBy: me.data, limit: AT_MOST },
    me.data !== undefined,
  );
  const asked = both(both(me, waiting), askedFor);
  useRunSignals();
  useStillLoading(!asked.data && !asked.error);
  return (
    <Answer asked={asked} failure="What waits for you is not known" rows={1}>
      {([[, toDecide], ofMine]) => (
        <WaitingCard toDecide={toDecide.pages} ofMine={ofMine.pages} />
      )}
    </Answer>
  );
}

function WaitingCard(props: { toDecide: RunPage[]; ofMine: RunPage[] }) {
  const { toDecide, ofMine } = props;
  const approvals = toDecide.flatMap(({ items }) => items);
  const failures = findFailures(
    ofMine.flatMap(({ items }) => items),
    useNow().toMillis(),
  );
  const unanswered = unansweredIn([...toDecide, ...ofMine]).filter(
    ({ refused }) => !refused,
  );
  const count = approvals.length + failures.length;
  if (count + unanswered.length === 0) return null;
  return (
    <SectionCard title="Waiting for me" note={count || undefined}>
      <Rows label="Waiting for me">
        {approvals.map(run => (
          <Waits key={run.id} run={run} label="Approval" next="Decide" />
        ))}
        {failures.map(run => (
          <Failed key={run.id} run={run} />
        ))}
      </Rows>
      <Unanswered kinds={unanswered} />
    </SectionCard>
  );
}

function Failed({ run }: { run: Run }) {
  return run.status === 'rolled-back' ? (
    <Waits run={run} label="Rolled back" next="See why" />
  ) : (
    <Waits run={run} label="Failed" next="See what failed" />
  );
}

function Waits(props: { run: Run; label: string; next: string }) {
  const { run, label, next } = props;
  const { status, outcome, reason } = run;
  const why =
    status === 'awaiting-approval'
      ? reason ?? 'It waits for your decision.'
      : outcome ?? 'The log says why.';
  return (
    <Row dense>
      <Line
        state={<StateChip state={status} label={label} />}
        end={<Link to={run.link}>{next}</Link>}
      >
        <Strong>
          <RunTitle run={run} />
        </Strong>
        <Quiet component="span">{why}</Quiet>
      </Line>
    </Row>
  );
}
