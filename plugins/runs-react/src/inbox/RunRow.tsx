import type { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import type { Run } from '@towpath/plugin-runs-common';
import { Line, Quiet, RelativeTime, Row, StateChip, Strong } from '@towpath/ui';
import { Person } from '../shared/Person';
import { RunTitle } from '../shared/RunTitle';

/** What {@link RunRow} needs. */
export interface RunRowProps {
  run: Run;
  /** What it does; as its kind says it where nothing else is given. */
  title?: ReactNode;
  /** Its page; where the run says it is when nothing else is given. */
  to?: string;
}

/** One run in a list: how it stands, what it is, whose, since when. */
export function RunRow({ run, title, to = run.link }: RunRowProps) {
  const { status, requestedBy, automatic, createdAt, endedAt } = run;
  const { waitingFor, outcome } = run;
  return (
    <Row>
      <Line
        state={<StateChip state={status} />}
        end={<RelativeTime at={endedAt ?? createdAt} />}
      >
        <Strong>
          <Link to={to}>{title ?? <RunTitle run={run} />}</Link>
        </Strong>
        <Quiet component="span">
          by <Person by={requestedBy} automatic={automatic} />
        </Quiet>
      </Line>
      {(waitingFor || outcome) && <Quiet>{waitingFor ?? outcome}</Quiet>}
    </Row>
  );
}
