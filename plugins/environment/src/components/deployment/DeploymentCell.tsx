import { makeStyles } from '@material-ui/core/styles';
import type {
  Deployment,
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { DeploymentState } from './DeploymentState';
import { PromoteLink } from './PromoteLink';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    minWidth: 0,
  },
  arrow: { flex: '0 0 24px' },
}));

/** What {@link DeploymentCell} needs. */
export interface DeploymentCellProps {
  service: Service;
  environment: EnvironmentSummary;
}

/** One service in one environment, with the arrow that promotes into it. */
export function DeploymentCell({ service, environment }: DeploymentCellProps) {
  const classes = useStyles();
  const deployment = deploymentIn(service, environment.name);
  const { promotesFrom } = environment;
  return (
    <div className={classes.root}>
      <span className={classes.arrow}>
        {promotesFrom && deployment.promotable && (
          <PromoteLink
            service={service}
            target={deployment}
            from={promotesFrom}
          />
        )}
      </span>
      <DeploymentState deployment={deployment} />
    </div>
  );
}

/** What runs in an environment; nothing does when the service was read before the environment was made. */
export function deploymentIn(
  { deployments }: Service,
  environment: string,
): Deployment {
  return (
    deployments.find(known => known.environment === environment) ?? {
      environment,
      state: 'absent',
    }
  );
}
