import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3, 2),
    maxWidth: '60ch',
  },
  why: { marginTop: theme.spacing(0.5), color: theme.palette.text.secondary },
  action: { marginTop: theme.spacing(2) },
}));

/** What {@link EmptyState} needs. */
export interface EmptyStateProps {
  /** What is not here, in a few words. */
  title: string;
  /** What would be here, and why it is not. */
  why: ReactNode;
  /** The one link or button that changes it. */
  action?: ReactNode;
}

/** A place with nothing in it, said so that the reader knows what to do. */
export function EmptyState({ title, why, action }: EmptyStateProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography variant="subtitle1" component="p">
        {title}
      </Typography>
      <Typography variant="body2" component="div" className={classes.why}>
        {why}
      </Typography>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
