import { Link } from '@backstage/core-components';
import {
  EmptyState,
  ErrorState,
  RelativeTime,
  SectionCard,
  Waiting,
} from '@towpath/ui';
import { useRowStyles } from '../rowStyles';
import { describeVisit } from './describeVisit';
import { useVisits } from './useVisits';

const SHOWN = 6;

/** Where the person was, so that they can go on. */
export function RecentSection() {
  const rows = useRowStyles();
  const visits = useVisits();
  if (visits.isPending) {
    return (
      <SectionCard title="Recently visited">
        <Waiting rows={3} />
      </SectionCard>
    );
  }
  if (visits.isError) {
    return (
      <SectionCard title="Recently visited">
        <ErrorState
          title="Your visits could not be read"
          error={visits.error}
          onRetry={() => visits.refetch()}
        />
      </SectionCard>
    );
  }
  if (visits.data.length === 0) {
    return (
      <SectionCard title="Recently visited">
        <EmptyState
          title="No visits yet"
          why="Pages you open are listed here, so that you find your way back."
          action={<Link to="/catalog">Browse the catalog</Link>}
        />
      </SectionCard>
    );
  }
  return (
    <SectionCard title="Recently visited">
      <ul className={rows.list}>
        {visits.data.slice(0, SHOWN).map(visit => {
          const { name, kind } = describeVisit(visit);
          return (
            <li key={visit.pathname} className={rows.row}>
              <Link to={visit.pathname} className={rows.name}>
                {name}
              </Link>
              <span className={rows.quiet}>{kind}</span>
              <span className={rows.end}>
                <RelativeTime at={visit.timestamp} />
              </span>
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
}
