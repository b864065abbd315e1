import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { EmptyState, SectionCard } from '@towpath/ui';
import type { Me } from '../me/useMe';
import { ServiceRow } from './ServiceRow';

const SHOWN = 12;
const allMine = '/catalog?filters%5Bkind%5D=component&filters%5Buser%5D=owned';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.pxToRem(14),
    '& th': {
      textAlign: 'left',
      fontWeight: 500,
      fontSize: theme.typography.pxToRem(12),
      color: theme.palette.text.secondary,
      padding: theme.spacing(0.5, 2),
    },
  },
  // On a phone the row keeps what leads on: its name and its links.
  wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
}));

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

/** The services one answers for, as a board. */
export function ServicesSection(props: { me: Me; entities: Entity[] }) {
  const { me, entities } = props;
  const classes = useStyles();
  const services = entities.filter(entity => entity.kind === 'Component');
  if (services.length === 0) {
    return (
      <SectionCard title="My services">
        <NoServices me={me} />
      </SectionCard>
    );
  }
  return (
    <SectionCard
      title="My services"
      note={services.length}
      action={<Link to={allMine}>Open in catalog</Link>}
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={classes.wide}>
                Type
              </th>
              <th scope="col" className={classes.wide}>
                System
              </th>
              <th scope="col" className={classes.wide}>
                Lifecycle
              </th>
              <th scope="col">Go to</th>
            </tr>
          </thead>
          <tbody>
            {services.slice(0, SHOWN).map(service => (
              <ServiceRow
                key={service.metadata.uid ?? service.metadata.name}
                service={service}
                wide={classes.wide}
              />
            ))}
          </tbody>
        </table>
      </div>
    </SectionCard>
  );
}
