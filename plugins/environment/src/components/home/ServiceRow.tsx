import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
  getEntitySourceLocation,
} from '@backstage/plugin-catalog-react';
import { hasDocs, providedApis } from '@towpath/home-react';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { deploymentIn } from '../../lib/deploymentIn';
import { DeploymentState } from '../deployment/DeploymentState';
import { useServiceBoardStyles } from './useServiceBoardStyles';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
  },
  name: { fontWeight: 600, minWidth: 0, overflowWrap: 'anywhere' },
  description: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    display: '-webkit-box',
    WebkitLineClamp: 1,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1.25),
    fontSize: theme.typography.pxToRem(13),
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

/** What {@link ServiceRow} needs. */
export interface ServiceRowProps {
  service: Entity;
  environments: EnvironmentSummary[];
  /** What of it runs where; undefined when that is not known. */
  deployed?: Service;
}

/** One service on the board. */
export function ServiceRow(props: ServiceRowProps) {
  const { service, environments, deployed } = props;
  const classes = useStyles();
  const board = useServiceBoardStyles();
  return (
    <tr>
      <td>
        <div className={classes.head}>
          <EntityRefLink
            entityRef={service}
            className={classes.name}
            hideIcon
          />
          <ServiceLinks service={service} />
        </div>
        <div
          className={classes.description}
          title={service.metadata.description}
        >
          {service.metadata.description}
        </div>
      </td>
      {environments.map(({ ref, name, title }) => (
        <td
          key={ref}
          className={board.environment}
          data-environment={title ?? name}
        >
          {deployed && (
            <DeploymentState deployment={deploymentIn(deployed, name)} />
          )}
        </td>
      ))}
    </tr>
  );
}
