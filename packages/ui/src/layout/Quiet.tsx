import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
}));

/** What {@link Quiet} needs. */
export interface QuietProps {
  /** The element that it is; a `p` stands on lines of its own. */
  component?: 'p' | 'span' | 'ul';
  /** It changes while one looks, and is read out when it does. */
  live?: boolean;
  children: ReactNode;
}

/** Words that are read second: by whom, since when, why not. */
export function Quiet({ component: Root = 'p', live, children }: QuietProps) {
  const classes = useStyles();
  return (
    <Root className={classes.root} role={live ? 'status' : undefined}>
      {children}
    </Root>
  );
}
