import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { explainError } from './explainError';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: theme.typography.pxToRem(14),
    overflowWrap: 'anywhere',
  },
}));

/** What {@link DidNotCome} needs. */
export interface DidNotComeProps {
  /** "Owners and environments". */
  what: string;
  /** Why; nothing is shown without it. */
  error: unknown;
  isAsking?: boolean;
  onRetry: () => void;
}

/** Says beside what a page shows that a part of it is missing, and why. */
export function DidNotCome(props: DidNotComeProps) {
  const { what, error, isAsking, onRetry } = props;
  const classes = useStyles();
  if (!error) return null;
  return (
    <div role="alert" className={classes.root}>
      {what} did not come: {explainError(error).reason}{' '}
      <Button
        size="small"
        color="primary"
        disabled={isAsking}
        onClick={onRetry}
      >
        Try again
      </Button>
    </div>
  );
}
