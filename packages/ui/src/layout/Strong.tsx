import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: { fontWeight: 600, overflowWrap: 'anywhere' },
});

/** What a line is about, often a link. */
export function Strong({ children }: { children: ReactNode }) {
  const classes = useStyles();
  return <span className={classes.root}>{children}</span>;
}
