import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip, visuallyHidden } from '@towpath/ui';
import { shortVersion } from '../../lib/shortVersion';
import { stateOfHealth } from '../../lib/stateOf';
import { promotionRouteRef } from '../../routes';
import { notesOf } from './notesOf';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: '18px minmax(0, 1fr) auto',
    columnGap: theme.spacing(0.5),
    alignItems: 'baseline',
    flex: 1,
    minWidth: 0,
  },
  version: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontWeight: 500,
  },
  age: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    whiteSpace: 'nowrap',
  },
  notes: {
    gridColumn: '2 / -1',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    '& *': { fontSize: 'inherit' },
  },
  absent: { color: theme.palette.text.secondary },
  hidden: visuallyHidden,
}));

/** What {@link DeploymentState} needs. */
export interface DeploymentStateProps {
  deployment: Deployment;
}

/** What of a service runs in one environment, in two short lines. */
export function DeploymentState({ deployment }: DeploymentStateProps) {
  const classes = useStyles();
  const { health, deployedAt } = deployment;
  return (
    <div className={classes.root}>
      {/* Health that is not good stands in words below. */}
      <span aria-hidden={health !== 'Healthy'}>
        {deployment.state === 'deployed' && (
          <StateChip state={stateOfHealth[health ?? 'Unknown']} shapeOnly />
        )}
      </span>
      <span className={classes.version}>
        <Version deployment={deployment} />
      </span>
      <span className={classes.age}>
        {deployedAt && <RelativeTime at={deployedAt} short />}
      </span>
      <Notes deployment={deployment} />
    </div>
  );
}

function Version({ deployment }: DeploymentStateProps) {
  const classes = useStyles();
  const { state, problem, version, image, application } = deployment;
  if (state === 'absent') {
    return (
      <span className={classes.absent}>
        <span aria-hidden>–</span>
        <span className={classes.hidden}>not deployed</span>
      </span>
    );
  }
  if (state === 'ambiguous') {
    return <span title={problem}>not clear</span>;
  }
  const words = version ? shortVersion(version) : 'no version';
  return application ? (
    <Link to={application.url} title={image}>
      {words}
    </Link>
  ) : (
    <span title={image}>{words}</span>
  );
}

function Notes({ deployment }: DeploymentStateProps) {
  const classes = useStyles();
  const promotionPath = useRouteRef(promotionRouteRef);
  const { promotion } = deployment;
  const notes = notesOf(deployment);
  if (!promotion && notes.length === 0) return null;
  return (
    <span className={classes.notes}>
      {promotion && (
        <Link to={promotionPath({ id: promotion.id })}>
          <StateChip
            state={promotion.status}
            label={`${shortVersion(
              promotion.version,
            )} ${promotion.status.replace('-', ' ')}`}
          />
        </Link>
      )}
      {notes.map(note =>
        typeof note === 'string' ? (
          <span key={note}>{note}</span>
        ) : (
          <StateChip key={note.state} {...note} />
        ),
      )}
    </span>
  );
}
