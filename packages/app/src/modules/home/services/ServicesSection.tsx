import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { Answer, EmptyState, SectionCard } from '@towpath/ui';
import type { Me } from '../me/useMe';
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

/** What {@link ServicesSection} needs. */
export interface ServicesSectionProps {
  /** Undefined until it is known. */
  me?: Me;
  /** All that is owned; undefined until it is known. */
  entities?: Entity[];
  /** Why it is not known, when that has failed. */
  error: Error | null;
  onRetry: () => void;
}

/** The services one answers for, and what of each runs where. */
export function ServicesSection(props: ServicesSectionProps) {
  const { me, entities, error, onRetry } = props;
  const services = entities?.filter(entity => entity.kind === 'Component');
  const some = services && services.length > 0;
  return (
    <SectionCard
      title="My services"
      note={some ? services.length : undefined}
      action={some && <Link to={allMine}>Open in catalog</Link>}
    >
      <Answer
        asked={{ data: services, error, refetch: onRetry }}
        failure="The catalog did not answer"
        rows={6}
      >
        {known =>
          known.length > 0 ? (
            <ServiceBoard services={known.slice(0, SHOWN)} />
          ) : (
            me && <NoServices me={me} />
          )
        }
      </Answer>
    </SectionCard>
  );
}
