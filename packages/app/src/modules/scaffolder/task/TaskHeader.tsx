import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { RelativeTime, StateChip } from '@towpath/ui';
import type { TaskRun } from './readTaskRun';
import { heldOf } from './heldOf';
import { TaskActions } from './TaskActions';
import { templateOf } from './templateOf';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  },
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(20),
    overflowWrap: 'anywhere',
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
    fontSize: theme.typography.pxToRem(14),
  },
  quiet: {
    margin: 0,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
}));

/** Which template it is, how it stands, who began it, and the ways on. */
export function TaskHeader(props: { task: ScaffolderTask; run: TaskRun }) {
  const { task, run } = props;
  const classes = useStyles();
  const { title, name, namespace } = templateOf(task);
  const begunBy = task.spec.user?.ref;
  const held = heldOf(task);
  return (
    <header className={classes.root}>
      <h2 className={classes.title}>
        {name ? (
          <Link to={`/catalog/${namespace}/template/${name}`}>{title}</Link>
        ) : (
          title
        )}
      </h2>
      <div className={classes.line}>
        <StateChip state={held?.status ?? run.status} />
        <span>
          {held ? 'asked' : 'begun'}{' '}
          {begunBy && (
            <>
              by{' '}
              <EntityRefLink entityRef={begunBy} defaultKind="user" hideIcon />{' '}
            </>
          )}
          <RelativeTime at={task.createdAt} />
        </span>
      </div>
      {run.isCancelling && (
        <p className={classes.quiet} role="status">
          It is being cancelled: the step that runs comes to its end first.
        </p>
      )}
      <TaskActions task={task} run={run} />
    </header>
  );
}
