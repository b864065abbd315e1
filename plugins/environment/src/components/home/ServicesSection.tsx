import { Link } from '@backstage/core-components';
import { useMine, useStillLoading, type Me } from '@towpath/home-react';
import { Answer, EmptyState, SectionCard } from '@towpath/ui';
import { ServiceBoard } from './ServiceBoard';

const SHOWN = 12;
const allMine = '/catalog?filters%5Bkind%5D=component&filters%5Buser%5D=owned';

const NoServices = ({ me }: { me: Me }) =>
  me.groups.length === 0 ? (
    <EmptyState
      title="You are in no team yet"
      why="Services belong to teams; yours are listed here once the catalog counts you in one. The platform team adds people."
      action={<Link to="/catalog?filters%5Bkind%5D=group">Find your team</Link>}
    />
  ) : (
    <EmptyState
      title="Your teams own no service yet"
      why="A service is listed here when its catalog-info.yaml names you or one of your teams as its owner."
      action={<Link to="/catalog">Browse what others run</Link>}
    />
  );

/** The services one answers for, and what of each runs where. */
export function ServicesSection() {
  const mine = useMine();
  useStillLoading(!mine.data && !mine.error);
  const services = mine.data?.owned.entities.filter(
    ({ kind }) => kind === 'Component',
  );
  const some = services && services.length > 0;
  return (
    <SectionCard
      title="My services"
      note={some ? services.length : undefined}
      action={some && <Link to={allMine}>Open in catalog</Link>}
    >
      <Answer asked={mine} failure="The catalog did not answer" rows={6}>
        {({ me }) =>
          some ? (
            <ServiceBoard services={services.slice(0, SHOWN)} />
          ) : (
            <NoServices me={me} />
          )
        }
      </Answer>
    </SectionCard>
  );
}
