import { Link } from '@backstage/core-components';
import type { Run } from '@towpath/plugin-runs-common';
import {
  Answer,
  Line,
  Quiet,
  RelativeTime,
  Row,
  Stack,
  StateChip,
  Strong,
  useFocusLater,
} from '@towpath/ui';
import { ApprovalForm } from '../decision/ApprovalForm';
import { ApprovalsNeeded } from '../decision/ApprovalsNeeded';
import { useRunParts } from '../kinds/useRunView';
import { Person } from '../shared/Person';
import { RunTitle } from '../shared/RunTitle';

/** A run to decide about: what it is, what its kind shows of it, and the decision. */
export function ApprovalItem({ run }: { run: Run }) {
  const link = useFocusLater<HTMLAnchorElement>();
  const parts = useRunParts(run.kind);
  const { reason, requestedBy, automatic, createdAt, status } = run;
  const waits = status === 'awaiting-approval';
  return (
    <Row>
      <Stack>
        <Line>
          {!waits && <StateChip state={status} />}
          <Strong>
            <Link to={run.link} ref={link.ref}>
              <RunTitle run={run} />
            </Link>
          </Strong>
          <Quiet component="span">
            asked by <Person by={requestedBy} automatic={automatic} />{' '}
            <RelativeTime at={createdAt} />
          </Quiet>
        </Line>
        {reason && <Quiet>“{reason}”</Quiet>}
        {waits && (
          // Nobody decides about what is not shown.
          <Answer asked={parts} failure="What it does cannot be shown" rows={4}>
            {({ Middle }) => (
              <>
                {Middle && <Middle run={run} />}
                <ApprovalsNeeded run={run} />
                <ApprovalForm run={run} onDecided={link.focus} />
              </>
            )}
          </Answer>
        )}
      </Stack>
    </Row>
  );
}
