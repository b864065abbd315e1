import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(0.5, 2, 1.5) },
}));

/**
 * Holds the place of lines that are on their way, so that nothing jumps.
 *
 * @param props - `rows` is how many lines to hold.
 */
export function Waiting({ rows }: { rows: number }) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={32} />
      ))}
    </div>
  );
}
