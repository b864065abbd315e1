import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { InstanceStatus } from '@towpath/plugin-environment-common';
import { RelativeTime, StateChip } from '@towpath/ui';
import { useInstances } from '../../queries/useDeployments';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.error.main}`,
    backgroundColor: theme.palette.background.paper,
    fontSize: theme.typography.pxToRem(14),
  },
  quiet: { color: theme.palette.text.secondary },
}));

/** A line for each Argo CD that cannot be reached: what is wrong, since when, and what is out of date. */
export function InstanceProblems() {
  const { data = [] } = useInstances();
  return (
    <>
      {data
        .filter(({ ok }) => !ok)
        .map(instance => (
          <InstanceProblem key={instance.name} instance={instance} />
        ))}
    </>
  );
}

function InstanceProblem({ instance }: { instance: InstanceStatus }) {
  const classes = useStyles();
  const { name, url, message, since, syncedAt, applications } = instance;
  return (
    <div role="alert" className={classes.root}>
      <StateChip state="degraded" label={`Argo CD ${name} is out of reach`} />
      {since && <RelativeTime at={since} />}
      {message && <span>{message}</span>}
      <span className={classes.quiet}>
        {staleWords(applications)}
        {syncedAt && (
          <>
            ; the last word from it came <RelativeTime at={syncedAt} />
          </>
        )}
        .
      </span>
      {url && <Link to={url}>Open it</Link>}
    </div>
  );
}

function staleWords(applications: number): string {
  return applications === 1
    ? 'What is shown of its one application may be out of date'
    : `What is shown of its ${applications} applications may be out of date`;
}
