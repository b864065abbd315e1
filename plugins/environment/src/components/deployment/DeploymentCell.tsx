import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { deploymentIn } from '../../lib/deploymentIn';
import { firstStep } from '../../lib/describePlace';
import { DeploymentState } from './DeploymentState';
import { PromoteLink } from './PromoteLink';
import { useCellStyles } from './useCellStyles';

/** What {@link DeploymentCell} needs. */
export interface DeploymentCellProps {
  service: Service;
  environment: EnvironmentSummary;
}

/** One service in one environment, with the arrow that promotes into it. */
export function DeploymentCell({ service, environment }: DeploymentCellProps) {
  const classes = useCellStyles();
  const deployment = deploymentIn(service, environment.name);
  const { promotesFrom } = environment;
  return (
    <div className={classes.cell}>
      <span className={classes.arrow}>
        {promotesFrom && deployment.promotable && (
          <PromoteLink
            service={service}
            target={deployment}
            from={promotesFrom}
          />
        )}
      </span>
      <DeploymentState
        deployment={deployment}
        next={firstStep(service, environment)}
      />
    </div>
  );
}
