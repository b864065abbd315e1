import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
    fontSize: theme.typography.pxToRem(14),
  },
  state: { minWidth: 150 },
  end: {
    marginLeft: 'auto',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
}));

/** What {@link Line} needs. */
export interface LineProps {
  /** Names a line of links, which is a landmark then: "Elsewhere". */
  links?: string;
  /** Stands first and as wide as in the other lines, so that what follows is one column. */
  state?: ReactNode;
  children: ReactNode;
  /** Stands at the end of the line and is read last: since when, or a button. */
  end?: ReactNode;
}

/** A few things on one line, which goes on below where it is narrow. */
export function Line({ links, state, children, end }: LineProps) {
  const classes = useStyles();
  const Root = links ? 'nav' : 'div';
  return (
    <Root className={classes.root} aria-label={links}>
      {state && <span className={classes.state}>{state}</span>}
      {children}
      {end && <span className={classes.end}>{end}</span>}
    </Root>
  );
}
