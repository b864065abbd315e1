import { Link } from '@backstage/core-components';
import type { Run } from '@towpath/plugin-runs-common';
import { Line, Quiet, RelativeTime, Row, StateChip, Strong } from '@towpath/ui';
import { Person } from '../shared/Person';
import { RunTitle } from '../shared/RunTitle';

/** One run in a list: how it stands, what it is, whose, since when. */
export function RunRow({ run }: { run: Run }) {
  const { status, requestedBy, automatic, createdAt, endedAt } = run;
  const { waitingFor, outcome } = run;
  return (
    <Row>
      <Line
        state={<StateChip state={status} />}
        end={<RelativeTime at={endedAt ?? createdAt} />}
      >
        <Strong>
          <Link to={run.link}>
            <RunTitle run={run} />
          </Link>
        </Strong>
        <Quiet component="span">
          by <Person by={requestedBy} automatic={automatic} />
        </Quiet>
      </Line>
      {(waitingFor || outcome) && <Quiet>{waitingFor ?? outcome}</Quiet>}
    </Row>
  );
}
