import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { QueryScope, SectionCard } from '@towpath/ui';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { DeploymentState } from '../deployment/DeploymentState';
import { firstStep } from '../../lib/describePlace';
import { deploymentIn } from '../../lib/deploymentIn';
import { FreezeMark } from '../deployment/FreezeMark';
import { WithDeployments } from '../deployment/WithDeployments';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(1),
    alignItems: 'baseline',
    padding: theme.spacing(0.75, 2),
    fontSize: theme.typography.pxToRem(14),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  environment: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
}));

/** What of the component of this page runs in each environment. */
export function RunsInCard() {
  const { entity } = useEntity();
  const entityRoute = useRouteRef(entityRouteRef);
  const pipeline = `${entityRoute(entityRouteParams(entity))}/pipeline`;
  return (
    <SectionCard title="Runs in" action={<Link to={pipeline}>Pipeline</Link>}>
      <QueryScope>
        <Places service={stringifyEntityRef(entity)} />
      </QueryScope>
    </SectionCard>
  );
}

function Places(props: { service: string }) {
  const classes = useStyles();
  useLiveUpdates();
  return (
    <WithDeployments service={props.service} rows={3}>
      {(service, environments) => (
        <ul className={classes.list}>
          {environments.map(environment => (
            <li key={environment.ref} className={classes.row}>
              <span className={classes.environment}>
                <EntityRefLink
                  entityRef={environment.ref}
                  title={environment.title ?? environment.name}
                  hideIcon
                />
                <FreezeMark freeze={environment.freeze} />
              </span>
              <DeploymentState
                deployment={deploymentIn(service, environment.name)}
                next={firstStep(service, environment)}
              />
            </li>
          ))}
        </ul>
      )}
    </WithDeployments>
  );
}
