import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Visit } from '@backstage/plugin-home';
import { useStillLoading } from '@towpath/home-react';
import {
  Answer,
  EmptyState,
  Line,
  Quiet,
  RelativeTime,
  Row,
  Rows,
  SectionCard,
  Strong,
} from '@towpath/ui';
import { useVisits } from './useVisits';
import { visitNamesApiRef } from './visitNamesApi';

const SHOWN = 6;

/** Where the person was, so that they can go on. */
export function RecentSection() {
  const visits = useVisits();
  useStillLoading(visits.isPending);
  return (
    <SectionCard title="Recently visited">
      <Answer asked={visits} failure="Your visits could not be read" rows={3}>
        {visited => (
          <Rows label="Recently visited" empty={<NoVisits />}>
            {visited.slice(0, SHOWN).map(visit => (
              <VisitRow key={visit.pathname} visit={visit} />
            ))}
          </Rows>
        )}
      </Answer>
    </SectionCard>
  );
}

function VisitRow({ visit }: { visit: Visit }) {
  const { name, kind } = useApi(visitNamesApiRef).describeVisit(visit);
  return (
    <Row dense>
      <Line end={<RelativeTime at={visit.timestamp} />}>
        <Strong>
          <Link to={visit.pathname}>{name}</Link>
        </Strong>
        <Quiet component="span">{kind}</Quiet>
      </Line>
    </Row>
  );
}

function NoVisits() {
  return (
    <EmptyState
      title="No visits yet"
      why="Pages you open are listed here, so that you find your way back."
      action={<Link to="/catalog">Browse the catalog</Link>}
    />
  );
}
