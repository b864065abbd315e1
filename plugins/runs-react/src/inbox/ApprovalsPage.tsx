import {
  END_STATUSES,
  OPEN_STATUSES,
  type RunStatus,
} from '@towpath/plugin-runs-common';
import {
  Answer,
  EmptyState,
  Page,
  Rows,
  SectionCard,
  ShowMore,
  Sides,
} from '@towpath/ui';
import { useAllPartsSettled } from '../kinds/useRunView';
import { useMyRef } from '../queries/useMyRef';
import { useRunList } from '../queries/useRuns';
import { useRunSignals } from '../queries/useRunSignals';
import { ApprovalItem } from './ApprovalItem';
import { RunRow } from './RunRow';
import { Unanswered } from './Unanswered';
import { unansweredIn, useInbox } from './useInbox';

/** What waits for the decision of the person who looks, and what they wait for themselves; of every kind. */
export function ApprovalsPage() {
  useRunSignals();
  return (
    <Page title="Approvals">
      <WaitingForMe />
      <Sides>
        <AskedByMe
          title="Asked by me"
          statuses={OPEN_STATUSES}
          nothing="Nothing that you asked for is on its way."
        />
        <AskedByMe
          title="Ended lately"
          statuses={END_STATUSES}
          nothing="Nothing that you asked for has ended yet."
        />
      </Sides>
    </Page>
  );
}

function WaitingForMe() {
  const { items, count, unanswered, ...list } = useInbox();
  // Else each would grow as what its kind shows comes in.
  const isReady = useAllPartsSettled();
  const isKnown = unanswered.length === 0;
  return (
    <SectionCard title="Waiting for me" note={count || undefined}>
      <Answer
        asked={{ ...list, data: isReady ? items : undefined }}
        failure="What waits for you is not known"
        rows={5}
      >
        {waiting => (
          <>
            <Unanswered kinds={unanswered} />
            {(isKnown || waiting.length > 0) && (
              <Rows label="Waiting for me" empty={<NothingWaits />}>
                {waiting.map(run => (
                  <ApprovalItem key={run.id} run={run} />
                ))}
              </Rows>
            )}
          </>
        )}
      </Answer>
      <ShowMore list={list} what="What else waits for you" />
    </SectionCard>
  );
}

function NothingWaits() {
  return (
    <EmptyState
      title="Nothing waits for you"
      why="What somebody asks for and one of your groups has to approve appears here, with what it changes."
    />
  );
}

function AskedByMe(props: {
  title: string;
  statuses: RunStatus[];
  nothing: string;
}) {
  const { title, statuses, nothing } = props;
  const { data: me } = useMyRef();
  const asked = useRunList(
    { requestedBy: me, status: statuses, limit: 10 },
    me !== undefined,
  );
  return (
    <SectionCard title={title}>
      <Answer asked={asked} failure="The runs cannot be listed" rows={2}>
        {({ pages: [first] }) => (
          <>
            <Unanswered kinds={unansweredIn([first])} />
            <Rows
              label={title}
              empty={first.unanswered.length === 0 ? nothing : undefined}
            >
              {first.items.map(run => (
                <RunRow key={run.id} run={run} />
              ))}
            </Rows>
          </>
        )}
      </Answer>
    </SectionCard>
  );
}
