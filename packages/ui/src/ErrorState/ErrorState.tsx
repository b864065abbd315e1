import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { explainError } from './explainError';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    borderLeft: `3px solid ${theme.palette.error.main}`,
    maxWidth: '75ch',
  },
  reason: {
    marginTop: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  whatToDo: { marginTop: theme.spacing(0.5) },
  actions: {
    marginTop: theme.spacing(1.5),
    display: 'flex',
    gap: theme.spacing(1),
  },
}));

/** What {@link ErrorState} needs. */
export interface ErrorStateProps {
  /** What could not be done, in a few words: "The catalog did not answer". */
  title: string;
  /** The failure itself: its message is shown, and decides what to do. */
  error: unknown;
  /** Replaces the advice that follows from the error. */
  whatToDo?: ReactNode;
  /** Tries again; without it no button is offered. */
  onRetry?: () => void;
  /** Another way on, beside trying again. */
  action?: ReactNode;
}

/** A failure in place: what failed, why, what to do, and a way to try again. */
export function ErrorState(props: ErrorStateProps) {
  const { title, error, whatToDo, onRetry, action } = props;
  const classes = useStyles();
  const { reason, advice } = explainError(error);
  return (
    <div className={classes.root} role="alert">
      <Typography variant="subtitle1" component="p">
        {title}
      </Typography>
      <Typography variant="body2" color="error" className={classes.reason}>
        {reason}
      </Typography>
      <Typography
        variant="body2"
        component="div"
        color="textSecondary"
        className={classes.whatToDo}
      >
        {whatToDo ?? advice}
      </Typography>
      {(onRetry || action) && (
        <div className={classes.actions}>
          {onRetry && (
            <Button size="small" variant="outlined" onClick={onRetry}>
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}
