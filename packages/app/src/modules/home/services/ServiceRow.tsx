import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { RELATION_PART_OF, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
  getEntityRelations,
  getEntitySourceLocation,
} from '@backstage/plugin-catalog-react';
import { hasDocs, providedApis } from './entityLinks';

const useStyles = makeStyles(theme => ({
  row: {
    '& td': {
      padding: theme.spacing(0.875, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
      verticalAlign: 'top',
    },
    '&:hover td': { backgroundColor: theme.palette.action.hover },
  },
  name: { fontWeight: 600 },
  description: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    maxWidth: '60ch',
    display: '-webkit-box',
    WebkitLineClamp: 1,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  links: {
    display: 'flex',
    gap: theme.spacing(1.5),
    whiteSpace: 'nowrap',
  },
}));

const ServiceLinks = ({ service }: { service: Entity }) => {
  const classes = useStyles();
  const entityRoute = useRouteRef(entityRouteRef);
  const path = entityRoute(entityRouteParams(service));
  const [api, ...moreApis] = providedApis(service);
  const repository = getEntitySourceLocation(
    service,
    useApi(scmIntegrationsApiRef),
  )?.locationTargetUrl;
  return (
    <div className={classes.links}>
      {hasDocs(service) && <Link to={`${path}/docs`}>Docs</Link>}
      {api && moreApis.length === 0 && (
        <EntityRefLink entityRef={api} hideIcon>
          API
        </EntityRefLink>
      )}
      {moreApis.length > 0 && <Link to={`${path}/apis`}>APIs</Link>}
      {repository && <Link to={repository}>Repository</Link>}
    </div>
  );
};

/**
 * One service on the board.
 *
 * @param props - `wide` is the class of cells that a narrow screen leaves out.
 */
export function ServiceRow(props: { service: Entity; wide: string }) {
  const { service, wide } = props;
  const classes = useStyles();
  const [system] = getEntityRelations(service, RELATION_PART_OF, {
    kind: 'system',
  });
  return (
    <tr className={classes.row}>
      <td>
        <EntityRefLink entityRef={service} className={classes.name} hideIcon />
        <div
          className={classes.description}
          title={service.metadata.description}
        >
          {service.metadata.description}
        </div>
      </td>
      <td className={wide}>{service.spec?.type?.toString()}</td>
      <td className={wide}>
        {system && <EntityRefLink entityRef={system} hideIcon />}
      </td>
      <td className={wide}>{service.spec?.lifecycle?.toString()}</td>
      <td>
        <ServiceLinks service={service} />
      </td>
    </tr>
  );
}
