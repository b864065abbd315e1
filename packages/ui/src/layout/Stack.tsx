import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
}));

/** What {@link Stack} needs. */
export interface StackProps {
  /** The element that it is. */
  component?: 'div' | 'header';
  children: ReactNode;
}

/** Parts of a page, card or dialog, one below the other. */
export function Stack({ component: Root = 'div', children }: StackProps) {
  const classes = useStyles();
  return <Root className={classes.root}>{children}</Root>;
}
