import { Link } from '@backstage/core-components';
import type { Deployment } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip, type State } from '@towpath/ui';
import { insteadOfVersion } from '../../lib/describePlace';
import { shortVersion } from '../../lib/shortVersion';
import { stateOfHealth } from '../../lib/stateOf';
import { notesOf, type Note as NoteOfDeployment } from './notesOf';
import { PromotionLink } from './PromotionLink';
import { Reasons } from './Reasons';
import { SetbackLink } from './SetbackLink';
import { useCellStyles } from './useCellStyles';

/** What {@link DeploymentState} needs. */
export interface DeploymentStateProps {
  deployment: Deployment;
  /** How the first version comes here, where none has yet. */
  next?: string;
}

/** What of a service runs in one environment, in two short lines. */
export function DeploymentState({ deployment, next }: DeploymentStateProps) {
  const classes = useCellStyles();
  const { deployedAt } = deployment;
  const shape = shapeOf(deployment);
  return (
    <div className={classes.state}>
      {/* What is not good stands in words beside it or below. */}
      <span aria-hidden={shape !== 'healthy'}>
        {shape && <StateChip state={shape} shapeOnly />}
      </span>
      <span className={classes.version}>
        <Version deployment={deployment} />
      </span>
      <span className={classes.age}>
        {deployedAt && <RelativeTime at={deployedAt} short />}
      </span>
      {next && <span className={classes.problem}>{next}</span>}
      <Reasons deployment={deployment} className={classes.problem} />
      <Notes deployment={deployment} />
    </div>
  );
}

function shapeOf(deployment: Deployment): State | undefined {
  const { state, health = 'Unknown' } = deployment;
  const instead = insteadOfVersion(deployment)?.state;
  if (instead) return instead;
  return state === 'deployed' ? stateOfHealth[health] : undefined;
}

function Version({ deployment }: { deployment: Deployment }) {
  const classes = useCellStyles();
  const { state, version, image, application } = deployment;
  const instead = insteadOfVersion(deployment);
  const words = instead?.words ?? shortVersion(version ?? '');
  if (state === 'absent') return <span className={classes.quiet}>{words}</span>;
  return application ? (
    <Link to={application.url} title={image}>
      {words}
    </Link>
  ) : (
    <span title={image}>{words}</span>
  );
}

function Notes({ deployment }: { deployment: Deployment }) {
  const classes = useCellStyles();
  const { promotion, setback } = deployment;
  const notes = notesOf(deployment);
  if (!promotion && !setback && notes.length === 0) return null;
  return (
    <span className={classes.notes}>
      {promotion && <PromotionLink promotion={promotion} />}
      {setback && <SetbackLink setback={setback} />}
      {notes.map(note => (
        <Note key={JSON.stringify(note)} note={note} />
      ))}
    </span>
  );
}

function Note({ note }: { note: NoteOfDeployment }) {
  if ('words' in note) return <span title={note.title}>{note.words}</span>;
  return <StateChip {...note} />;
}
