import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
}));

/** What {@link Controls} needs. */
export interface ControlsProps {
  /** Names what they narrow, when they are filters: "Promotions". */
  filters?: string;
  children: ReactNode;
}

/** Buttons, or the filters of a list, beside each other. */
export function Controls({ filters, children }: ControlsProps) {
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      role={filters && 'search'}
      aria-label={filters}
    >
      {children}
    </div>
  );
}
