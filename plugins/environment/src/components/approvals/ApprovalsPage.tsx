import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { PromotionStatus } from '@towpath/plugin-environment-common';
import { EmptyState, ErrorState, SectionCard, Waiting } from '@towpath/ui';
import { END_STATUSES, OPEN_STATUSES } from '../../lib/hasEnded';
import { useMe } from '../../queries/useMe';
import { usePromotionList } from '../../queries/usePromotions';
import { rootRouteRef } from '../../routes';
import { PromotionRow } from '../promotions/PromotionRow';
import { PageTitle } from '../shared/PageTitle';
import { ShowMore } from '../shared/ShowMore';
import { useCalmStyles } from '../shared/useCalmStyles';
import { ApprovalItem } from './ApprovalItem';
import { useInbox } from './useInbox';

/** What waits for the decision of the person who looks, and what they wait for themselves. */
export function ApprovalsPage() {
  const classes = useCalmStyles();
  return (
    <main className={classes.page}>
      <PageTitle of="Approvals" />
      <WaitingForMe />
      <div className={classes.sides}>
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
      </div>
    </main>
  );
}

function WaitingForMe() {
  const classes = useCalmStyles();
  const boardRoute = useRouteRef(rootRouteRef);
  const { items, count, ...list } = useInbox();
  const { error, refetch } = list;
  return (
    <SectionCard title="Waiting for me" note={count || undefined}>
      {!items && error && (
        <ErrorState
          title="What waits for you is not known"
          error={error}
          onRetry={() => refetch()}
        />
      )}
      {!items && !error && <Waiting rows={5} />}
      {items?.length === 0 && (
        <EmptyState
          title="Nothing waits for you"
          why="Promotions that a gate stops until one of your groups approves appear here, with what they change."
          action={
            boardRoute && <Link to={boardRoute()}>See what runs where</Link>
          }
        />
      )}
      {items && items.length > 0 && (
        <ul className={classes.rows} aria-label="Waiting for me">
          {items.map(promotion => (
            <ApprovalItem key={promotion.id} promotion={promotion} />
          ))}
        </ul>
      )}
      <ShowMore list={list} what="What else waits for you" />
    </SectionCard>
  );
}

function AskedByMe(props: {
  title: string;
  statuses: PromotionStatus[];
  nothing: string;
}) {
  const { title, statuses, nothing } = props;
  const classes = useCalmStyles();
  const { data: me } = useMe();
  const { data, error, refetch } = usePromotionList(
    { requestedBy: me, status: statuses, limit: 10 },
    me !== undefined,
  );
  const items = data?.pages[0].items;
  return (
    <SectionCard title={title}>
      {!items && error && (
        <ErrorState
          title="The promotions cannot be listed"
          error={error}
          onRetry={() => refetch()}
        />
      )}
      {!items && !error && <Waiting rows={2} />}
      {items?.length === 0 && (
        <p className={`${classes.quiet} ${classes.body}`}>{nothing}</p>
      )}
      {items && items.length > 0 && (
        <ul className={classes.rows} aria-label={title}>
          {items.map(promotion => (
            <PromotionRow key={promotion.id} promotion={promotion} />
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
