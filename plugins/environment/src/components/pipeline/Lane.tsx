import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import type {
  Deployment,
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { StateChip } from '@towpath/ui';
import { describeBehind } from '../../lib/describeBehind';
import { shortVersion } from '../../lib/shortVersion';
import { stateOfHealth, stateOfSync } from '../../lib/stateOf';
import {
  firstStep,
  insteadOfVersion,
  reasonsOf,
} from '../../lib/describePlace';
import { deploymentIn } from '../../lib/deploymentIn';
import { FreezeMark } from '../deployment/FreezeMark';
import { PromoteLink } from '../deployment/PromoteLink';
import { PromotionLink } from '../deployment/PromotionLink';
import { Reasons } from '../deployment/Reasons';
import { TierChip } from '../TierChip';
import { Arrival } from './Arrival';
import { Hold } from './Hold';
import { Setback } from './Setback';
import { useLaneStyles } from './useLaneStyles';

/** What {@link Lane} needs. */
export interface LaneProps {
  service: Service;
  environment: EnvironmentSummary;
}

/** One environment of the pipeline: what runs there, how it came, and what may come next. */
export function Lane({ service, environment }: LaneProps) {
  const classes = useLaneStyles();
  const { ref, name, title, tier, freeze, promotesFrom } = environment;
  const deployment = deploymentIn(service, name);
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.root}
      aria-label={title ?? name}
    >
      <div className={classes.head}>
        <h3 className={classes.title}>
          <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
        </h3>
        <TierChip tier={tier} />
        <FreezeMark freeze={freeze} />
      </div>
      <Running deployment={deployment} next={firstStep(service, environment)} />
      {deployment.state === 'deployed' && (
        <Arrival service={service.ref} deployment={deployment} />
      )}
      {deployment.promotion && (
        <PromotionLink promotion={deployment.promotion} />
      )}
      {deployment.hold && (
        <Hold service={service.ref} environment={name} hold={deployment.hold} />
      )}
      {promotesFrom && deployment.setback && (
        <Setback
          place={{ service: service.ref, from: promotesFrom, to: name }}
          setback={deployment.setback}
        />
      )}
      {promotesFrom && deployment.promotable && (
        <div className={classes.end}>
          <PromoteLink
            service={service}
            target={deployment}
            from={promotesFrom}
            inWords
          />
        </div>
      )}
    </Paper>
  );
}

function Running(props: { deployment: Deployment; next?: string }) {
  const classes = useLaneStyles();
  const { deployment, next } = props;
  const { state } = deployment;
  if (state === 'absent') {
    return <div className={classes.quiet}>It does not run here.</div>;
  }
  const isPlain = reasonsOf(deployment).length === 0;
  return (
    <>
      {state !== 'ambiguous' && <Version deployment={deployment} />}
      {next && (
        <div className={classes.quiet}>
          Its application is ready, and has deployed nothing yet: {next}.
        </div>
      )}
      {state === 'deployed' && <Health deployment={deployment} />}
      {!isPlain && (
        <div role="alert" className={classes.reasons}>
          <Reasons deployment={deployment} />
        </div>
      )}
    </>
  );
}

function Version({ deployment }: { deployment: Deployment }) {
  const classes = useLaneStyles();
  const { version, image, application } = deployment;
  const instead = insteadOfVersion(deployment);
  const words = instead?.words ?? shortVersion(version ?? '');
  return (
    <div className={classes.version} title={image}>
      {instead?.state && (
        <span aria-hidden className={classes.sign}>
          <StateChip state={instead.state} shapeOnly />
        </span>
      )}
      {application ? <Link to={application.url}>{words}</Link> : words}
    </div>
  );
}

function Health({ deployment }: { deployment: Deployment }) {
  const classes = useLaneStyles();
  const { health = 'Unknown', healthMessage, sync, behind, stale } = deployment;
  const { beside = [] } = deployment;
  const isTold = !insteadOfVersion(deployment);
  return (
    <>
      <div className={classes.chips}>
        {(isTold || health !== 'Unknown') && (
          <StateChip state={stateOfHealth[health]} />
        )}
        {sync && (isTold || sync !== 'Unknown') && (
          <StateChip state={stateOfSync[sync]} />
        )}
        {behind ? (
          <span title={describeBehind(behind)}>{behind} behind</span>
        ) : null}
        {stale && <span>stale</span>}
      </div>
      {healthMessage && <div className={classes.quiet}>{healthMessage}</div>}
      {beside.length > 0 && (
        <div className={classes.quiet}>
          Beside it, and not counted: {beside.join('; ')}
        </div>
      )}
    </>
  );
}
