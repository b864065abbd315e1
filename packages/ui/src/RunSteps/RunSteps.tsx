import { makeStyles } from '@material-ui/core/styles';
import { StateChip } from '../StateChip/StateChip';
import { StepDuration } from './StepDuration';

/** One step of a run. Times are ISO 8601. */
export interface RunStepItem {
  name: string;
  title: string;
  status:
    | 'pending'
    | 'running'
    | 'waiting'
    | 'done'
    | 'failed'
    | 'cancelled'
    | 'skipped';
  startedAt?: string;
  endedAt?: string;
  /** From 1; shown from the second on. */
  attempt?: number;
  message?: string;
}

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: 0,
    padding: 0,
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  step: {
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    background: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.pxToRem(13),
  },
  // What went wrong takes more words than a duration.
  wordy: {
    [theme.breakpoints.up('sm')]: { gridColumn: 'span 2' },
  },
  now: { borderColor: theme.palette.text.secondary },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  state: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 1),
  },
  quiet: {
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  },
  message: {
    marginTop: theme.spacing(0.25),
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

const isNow = ({ status }: RunStepItem) =>
  status === 'running' || status === 'waiting';

/** What {@link RunSteps} needs. */
export interface RunStepsProps {
  steps: RunStepItem[];
  label: string;
}

/** The steps of a run in order: how each stands, and how long it took. */
export function RunSteps({ steps, label }: RunStepsProps) {
  const classes = useStyles();
  return (
    <ol className={classes.list} aria-label={label}>
      {steps.map(step => (
        <li
          key={step.name}
          className={[
            classes.step,
            ...(isNow(step) ? [classes.now] : []),
            ...(step.message ? [classes.wordy] : []),
          ].join(' ')}
          aria-current={isNow(step) ? 'step' : undefined}
        >
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: RunStepItem }) {
  const classes = useStyles();
  const { title, status, attempt = 1, message } = step;
  return (
    <>
      <div className={classes.title}>{title}</div>
      <div className={classes.state}>
        <StateChip state={status} />
        <span className={classes.quiet}>
          <StepDuration {...step} />
        </span>
      </div>
      {attempt > 1 && <div className={classes.quiet}>attempt {attempt}</div>}
      {message && <div className={classes.message}>{message}</div>}
    </>
  );
}
