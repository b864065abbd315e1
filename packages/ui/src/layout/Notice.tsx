import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.warning.main}`,
    fontSize: theme.typography.pxToRem(14),
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
}));

/** What {@link Notice} needs. */
export interface NoticeProps {
  /** It comes while one looks at something else, and is read out at once. */
  alert?: boolean;
  children: ReactNode;
}

/** What has to be known before one goes on; its words say what, never its colour alone. */
export function Notice({ alert, children }: NoticeProps) {
  const classes = useStyles();
  return (
    <div className={classes.root} role={alert ? 'alert' : undefined}>
      {children}
    </div>
  );
}
