import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { explainError } from '../ErrorState/explainError';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0.75, 2),
    fontSize: theme.typography.pxToRem(14),
    overflowWrap: 'anywhere',
  },
}));

/** What {@link MoreFailed} needs. */
export interface MoreFailedProps {
  list: Pick<
    UseInfiniteQueryResult,
    'error' | 'fetchNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError'
  >;
  /** What comes next: "The services after these". */
  what: string;
}

/** Says below a list that its next page did not come, and why; nothing when it did. */
export function MoreFailed({ list, what }: MoreFailedProps) {
  const classes = useStyles();
  if (!list.isFetchNextPageError) return null;
  return (
    <div role="alert" className={classes.root}>
      {what} did not come: {explainError(list.error).reason}{' '}
      <Button
        size="small"
        color="primary"
        disabled={list.isFetchingNextPage}
        onClick={() => list.fetchNextPage()}
      >
        Try again
      </Button>
    </div>
  );
}
