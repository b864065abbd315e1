import { Link } from '@backstage/core-components';
import type { Deployment } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip } from '@towpath/ui';
import { shortVersion } from '../../lib/shortVersion';
import { stateOfHealth } from '../../lib/stateOf';
import { notesOf, type Note as NoteOfDeployment } from './notesOf';
import { PromotionLink } from './PromotionLink';
import { SetbackLink } from './SetbackLink';
import { useCellStyles } from './useCellStyles';

/** What {@link DeploymentState} needs. */
export interface DeploymentStateProps {
  deployment: Deployment;
}

/** What of a service runs in one environment, in two short lines. */
export function DeploymentState({ deployment }: DeploymentStateProps) {
  const classes = useCellStyles();
  const { state, problem, health, deployedAt, unconfirmed } = deployment;
  return (
    <div className={classes.state}>
      {/* Health that is not good stands in words below. */}
      <span aria-hidden={health !== 'Healthy'}>
        {state === 'deployed' && (
          <StateChip state={stateOfHealth[health ?? 'Unknown']} shapeOnly />
        )}
      </span>
      <span className={classes.version}>
        <Version deployment={deployment} />
      </span>
      <span className={classes.age}>
        {deployedAt && <RelativeTime at={deployedAt} short />}
      </span>
      {(state === 'ambiguous' || unconfirmed) && (
        <span className={classes.problem} title={problem}>
          {problem}
        </span>
      )}
      <Notes deployment={deployment} />
    </div>
  );
}

function Version({ deployment }: DeploymentStateProps) {
  const classes = useCellStyles();
  const { state, version, image, application } = deployment;
  if (state === 'absent') {
    return <span className={classes.quiet}>not here</span>;
  }
  if (state === 'ambiguous') return <>not clear</>;
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
