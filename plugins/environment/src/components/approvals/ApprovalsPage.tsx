import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { PromotionStatus } from '@towpath/plugin-environment-common';
import {
  Answer,
  EmptyState,
  Page,
  Rows,
  SectionCard,
  ShowMore,
  Sides,
} from '@towpath/ui';
import { END_STATUSES, OPEN_STATUSES } from '../../lib/hasEnded';
import { useMe } from '../../queries/useMe';
import { usePromotionList } from '../../queries/usePromotions';
import { rootRouteRef } from '../../routes';
import { PromotionRow } from '../promotions/PromotionRow';
import { ApprovalItem } from './ApprovalItem';
import { useInbox } from './useInbox';

/** What waits for the decision of the person who looks, and what they wait for themselves. */
export function ApprovalsPage() {
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
  const { items, count, ...list } = useInbox();
  return (
    <SectionCard title="Waiting for me" note={count || undefined}>
      <Answer
        asked={{ ...list, data: items }}
        failure="What waits for you is not known"
        rows={5}
      >
        {waiting => (
          <Rows label="Waiting for me" empty={<NothingWaits />}>
            {waiting.map(promotion => (
              <ApprovalItem key={promotion.id} promotion={promotion} />
            ))}
          </Rows>
        )}
      </Answer>
      <ShowMore list={list} what="What else waits for you" />
    </SectionCard>
  );
}

function NothingWaits() {
  const boardRoute = useRouteRef(rootRouteRef);
  return (
    <EmptyState
      title="Nothing waits for you"
      why="Promotions that a gate stops until one of your groups approves appear here, with what they change."
      action={boardRoute && <Link to={boardRoute()}>See what runs where</Link>}
    />
  );
}

function AskedByMe(props: {
  title: string;
  statuses: PromotionStatus[];
  nothing: string;
}) {
  const { title, statuses, nothing } = props;
  const { data: me } = useMe();
  const asked = usePromotionList(
    { requestedBy: me, status: statuses, limit: 10 },
    me !== undefined,
  );
  return (
    <SectionCard title={title}>
      <Answer asked={asked} failure="The promotions cannot be listed" rows={2}>
        {({ pages: [first] }) => (
          <Rows label={title} empty={nothing}>
            {first.items.map(promotion => (
              <PromotionRow key={promotion.id} promotion={promotion} />
            ))}
          </Rows>
        )}
      </Answer>
    </SectionCard>
  );
}
